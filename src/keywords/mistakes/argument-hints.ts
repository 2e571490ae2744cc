import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { RefinedFile, Refinement } from './refinement.ts'

/** Says of a wrong number of arguments that two stand in one cell, or that a tab parts one in two. */
export function* argumentHints({ file, calls }: RefinedFile): Iterable<Refinement> {
  const suspects = file.report.diagnostics.filter(
    ({ code }) => code === 'argument-count' || code === 'wrong-argument',
  )
  if (suspects.length === 0) return
  const lines = file.text.split(/\r\n|\r|\n/)
  for (const one of suspects) {
    const hint = /\S\t\S/.test(lines[one.line - 1] ?? '') ? TAB : joinedHint(one, calls)
    if (hint === undefined) continue
    const diagnostic = { ...one, hint: one.hint === undefined ? hint : `${hint}\n${one.hint}` }
    yield { diagnostic, covers: (other) => other === one }
  }
}

const TAB = 'A tab also begins a new cell; inside a text write \\t.'

/** `${a} ${b}` with one space is one argument. */
function joinedHint(one: Diagnostic, calls: RefinedFile['calls']): string | undefined {
  if (one.code !== 'argument-count') return undefined
  const call = calls.find(({ name }) => name.line === one.line && name.column === one.column)
  for (const { text = '' } of call?.args ?? []) {
    const [, first, second] = /^([$@&]\{[^{}]+\}) ([$@&]\{[^{}]+\})$/.exec(text) ?? []
    if (first !== undefined)
      return `"${text}" is one argument; two or more spaces make two:\n   ${first}    ${second}`
  }
  return undefined
}
