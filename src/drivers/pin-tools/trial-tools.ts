import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Programs that stand in for those of the machine while a test runs: first on the path. */
export interface TrialTools extends Disposable {
  /** How the programs were called, a line each. */
  readonly calls: string[]
  /** Whether a file of the programs' state is there. */
  has(name: string): boolean
  /** Leaves a file for the programs. */
  put(name: string, text: string): void
}

/** Installs shell scripts by their names; `$STATE` is a folder that they share. */
export function installTrialTools(scripts: Readonly<Record<string, string>>): TrialTools {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-tools-'))
  const state = join(folder, 'state')
  mkdirSync(state)
  for (const [name, body] of Object.entries(scripts)) {
    const log = `echo "${name} $*" >> "${folder}/calls"`
    writeFileSync(join(folder, name), `#!/bin/sh\nSTATE="${state}"\n${log}\n${body}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const before = process.env.PATH
  process.env.PATH = `${folder}${delimiter}${before}`
  return {
    get calls() {
      const log = join(folder, 'calls')
      return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
    },
    has: (name) => existsSync(join(state, name)),
    put: (name, text) => writeFileSync(join(state, name), text),
    [Symbol.dispose]: () => {
      process.env.PATH = before
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
