import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { makeFolder } from '../../runtime/make-folder.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { packageVersion } from '../version.ts'
import { projectFiles } from './project-files.ts'

/** Writes a new project into a folder; files that exist are left as they are, and that is said. */
export function initProject(folder: string, { stdout }: Terminal): number {
  const root = resolve(folder)
  const files = projectFiles(basename(root), packageVersion())
  const clash = ['playwright.config.ts', 'bench.yaml'].filter((name) => existsSync(join(root, name)))
  if (clash.length > 0)
    throw new SuiteError('project-exists', `${root} holds a project already: ${clash.join(' and ')}.`, {
      hint: 'Name an empty folder: hil init my-lab',
    })
  const written = files.filter(([name]) => !existsSync(join(root, name)))
  for (const [name, content] of written) {
    makeFolder(dirname(join(root, name)))
    writeFileSync(join(root, name), content)
  }
  const kept = files.filter((file) => !written.includes(file)).map(([name]) => `  kept     ${name}`)
  const made = written.map(([name]) => `  written  ${name}`)
  const enter = relative(process.cwd(), root) === '' ? '' : `  cd ${relative(process.cwd(), root)}\n`
  stdout.write(`${[...made, ...kept].join('\n')}\n\nNext:\n${enter}  npm install\n  npx hil run\n`)
  return EXIT.passed
}
