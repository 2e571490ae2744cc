import { dirname } from 'node:path'
import type { FileTree, Test, UserKeyword } from '../../grammar/tree.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import { findInit } from '../imports/parent-files.ts'
import type { ReadFile } from '../imports/read-file.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'

/** A test that switches a board on, in a suite without a teardown that switches it off: said once a suite. */
export function missingTeardown({ file, calls, sources }: LintedFile, add: AddRemark): void {
  if (!sources.calls.some((call) => isPower(call, 'Power On'))) return
  const power = new PowerUse(sources.files, sources.calls)
  if (power.endsOff(file)) return
  const leaving = file.tree.tests.filter((test) => power.leavesOn(file, test))
  const [first] = leaving
  const place = first === undefined ? undefined : power.firstOn(file, first, calls)
  if (place === undefined || findInit(dirname(file.path)) !== undefined) return // it may have the teardown
  const others = leaving.length === 1 ? '' : ` (and ${leaving.length - 1} more of this file)`
  const message = `"${first?.name.text}"${others} switches the power on, and no teardown switches it off.`
  const hint = 'Add to the settings: Test Teardown    Power Off'
  add(place, warning('missing-teardown', message, hint))
}

function isPower({ found }: BoundCall, name: string): boolean {
  return found?.kind === 'library' && found.keyword.interface === 'power' && found.keyword.name === name
}

/** Which tests, keywords and teardowns switch the power on and off, also through keywords that they call. */
class PowerUse {
  readonly #files: readonly ReadFile[]
  readonly #calls: readonly BoundCall[]
  readonly #known = new Map<string, boolean>()

  constructor(files: readonly ReadFile[], calls: readonly BoundCall[]) {
    this.#files = files
    this.#calls = calls
  }

  /** True if a teardown for every test, or the suite's, switches off. */
  endsOff({ path, tree }: ReadFile): boolean {
    return this.#teardownOff(path, tree, ['Test Teardown', 'Suite Teardown'])
  }

  leavesOn({ path, tree }: ReadFile, test: Test): boolean {
    const [from, to] = linesOf(test, tree)
    if (!this.#switches(path, from, to, 'Power On')) return false
    const lines = test.settings.filter(({ name }) => name === 'Teardown').map(({ cell }) => cell.line)
    const offInTeardown = lines.some((line) => this.#switches(path, line, line + 1, 'Power Off'))
    return !offInTeardown && !this.#finallyOff(path, test)
  }

  /** The call that switches on, or that leads to it. */
  firstOn({ path, tree }: ReadFile, test: Test, calls: readonly BoundCall[]) {
    const [from, to] = linesOf(test, tree)
    const inside = calls.filter(({ file, name }) => file === path && name.line >= from && name.line < to)
    return inside.find((call) => this.#leadsTo(call, 'Power On'))?.name
  }

  #teardownOff(path: string, tree: FileTree, names: readonly string[]): boolean {
    return tree.settings.some(({ name, cell, values }) => {
      if (!names.includes(name)) return false
      const last = values.at(-1)?.line ?? cell.line
      return this.#switches(path, cell.line, last + 1, 'Power Off')
    })
  }

  #finallyOff(path: string, test: Test): boolean {
    return test.body.some((step) => {
      const last = step.kind === 'try' ? step.branches.at(-1) : undefined
      const end = last?.body.at(-1)
      if (last?.kind !== 'finally' || end?.kind !== 'call') return false
      return this.#switches(path, last.keyword.line, end.keyword.line + 1, 'Power Off')
    })
  }

  /** Whether calls between two lines lead to a keyword; one that is known only when it runs counts for `Power Off`. */
  #switches(path: string, from: number, to: number, name: string): boolean {
    return this.#calls.some(
      (call) =>
        call.file === path &&
        call.name.line >= from &&
        call.name.line < to &&
        (this.#leadsTo(call, name) || (call.found === undefined && name === 'Power Off')),
    )
  }

  #leadsTo(call: BoundCall, name: string): boolean {
    if (isPower(call, name)) return true
    if (call.found?.kind !== 'user') return false
    const { file, name: called } = call.found.program
    const key = `${name}\0${file}\0${called}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#known.set(key, false) // a keyword that calls itself adds nothing
    const source = this.#files.find(({ path }) => path === file)
    const keyword = source?.tree.keywords.find((one) => one.name.text === called)
    if (source === undefined || keyword === undefined) return false
    const leads = this.#switches(file, ...linesOf(keyword, source.tree), name)
    this.#known.set(key, leads)
    return leads
  }
}

/** The lines of a test or keyword: from its name to the next. */
function linesOf({ name }: Test | UserKeyword, tree: FileTree): [number, number] {
  const starts = [
    ...[...tree.tests, ...tree.keywords].map((owner) => owner.name.line),
    ...tree.sections.map(({ line }) => line),
  ]
  const after = starts.filter((line) => line > name.line)
  return [name.line, after.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...after)]
}
