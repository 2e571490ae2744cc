import { Chalk } from 'chalk'
import { formatProblems, type Problem } from '../../runtime/problem.ts'
import { coloured } from '../colour.ts'
import type { Terminal } from '../terminal.ts'
import { relativePath } from './relative-path.ts'

/** Writes problems to the terminal: place, message, excerpt, hint. */
export function printProblems(problems: readonly Problem[], { stderr, env }: Terminal): void {
  if (problems.length === 0) return
  const chalk = new Chalk({ level: coloured(stderr, env) })
  const blocks = problems.map((problem) => {
    const text = formatProblems([problem], relativePath)
    const end = text.indexOf('\n')
    const head = end === -1 ? text : text.slice(0, end)
    return (
      chalk.bold(problem.severity === 'error' ? chalk.red(head) : chalk.yellow(head)) +
      text.slice(head.length)
    )
  })
  stderr.write(`${blocks.join('\n\n')}\n\n`)
}
