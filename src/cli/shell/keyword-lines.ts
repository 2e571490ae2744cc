import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bindSuite } from '../../keywords/binding/bind-suite.ts'
import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import type { Catalogue } from '../../keywords/catalogue/catalogue.ts'
import { ImportSurroundings } from '../../keywords/imports/import-surroundings.ts'
import type { Frame, Node } from '../../keywords/interpreter/frame.ts'
import type { RunState } from '../../keywords/interpreter/run-state.ts'
import { asFailure } from '../../keywords/interpreter/step.ts'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import type { formatProblems } from '../../runtime/problem.ts'

/** What a line gave. */
export interface LineEnd {
  /** What the keyword returned, where the line does not keep it. */
  readonly value?: unknown
  /** What is wrong with the line, or how its keyword failed. */
  readonly message?: string
}

const IMPORT = /^(?:Import )?(Library|Resource|Variables) {2,}\S/i

/** Runs lines as steps of a suite that never ends: variables and imports stay. */
export class KeywordLines implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hilwright-shell-'))
  readonly #catalogue: Catalogue = standardCatalogue()
  readonly #variables = new Map<string, unknown>()
  readonly #imports: string[] = []
  #bound: BoundSuite

  constructor() {
    this.#bound = this.#bind('No Operation')
  }

  /** The keywords that a line can call. */
  get scope(): BoundSuite['sources']['scope'] {
    return this.#bound.sources.scope
  }

  /** Runs a line; never rejects. */
  async run(line: string, run: RunState, signal: AbortSignal): Promise<LineEnd> {
    if (IMPORT.test(line)) return this.#import(line.replace(/^Import /i, ''))
    const suite = this.#bind(line)
    const problems = suite.diagnostics.filter(({ severity }) => severity === 'error')
    if (problems.length > 0) return { message: problems.map(problemText).join('\n') }
    const scopes = suite.variables.create(tmpdir()).enterTest()
    const frame: Frame = { scopes, run, calls: suite.calls, signal, nesting: 0 }
    const result: { value?: unknown } = {}
    try {
      for (const node of suite.tests[0]?.body ?? []) await (node as Node).exec(frame, result)
      return /^\s*[$@&]\{[^}]*\} ?=? {2,}/.test(line) ? {} : result
    } catch (error) {
      return { message: asFailure(error, frame).withHint().message }
    } finally {
      for (const name of scopes.names()) this.#keep(name, scopes.holderOf(name)?.get(name))
      this.#bound = suite
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #import(setting: string): LineEnd {
    this.#imports.push(setting)
    const suite = this.#bind('No Operation')
    const [problem] = suite.diagnostics.filter(({ severity }) => severity === 'error')
    if (problem === undefined) {
      this.#bound = suite
      return {}
    }
    this.#imports.pop()
    return { message: problemText(problem) }
  }

  #keep(name: string, value: unknown): void {
    if (!OWN_OF_SUITE.test(name)) this.#variables.set(name, value)
  }

  /** Paths in imports start at the folder in which the shell runs. */
  #bind(line: string): BoundSuite {
    const file = join(this.#folder, 'shell.hil')
    const settings = this.#imports.map((setting) => `${setting}\n`).join('')
    writeFileSync(file, `*** Settings ***\n${settings}\n*** Test Cases ***\nShell\n    ${line}\n`)
    const given = { variables: this.#variables, searchPath: [process.cwd()] }
    return bindSuite(file, this.#catalogue, new ImportSurroundings(given))
  }
}

/** Each line has its own. */
const OWN_OF_SUITE = /^(?:suite|test|prevtest|curdir|empty$|space$|true$|false$|none$|null$|[/:\n]|\\n$)/

function problemText(problem: Parameters<typeof formatProblems>[0][number]): string {
  const { message, hint } = problem
  return hint === undefined ? message : `${message}\n  ${hint}`
}
