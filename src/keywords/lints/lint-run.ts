import { type FileDiagnostic, locate } from '../../grammar/diagnostic.ts'
import type { SuiteSources } from '../binding/bound-suite.ts'
import { Report } from '../binding/report.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import type { SilenceCount } from '../checking/silence-count.ts'
import { Silences } from '../checking/silences.ts'
import type { ReadFile } from '../imports/read-file.ts'
import { constantAssertions } from './constant-assertions.ts'
import { deprecatedSyntax } from './deprecated-syntax.ts'
import { duplicateNames } from './duplicate-names.ts'
import type { FileLint, LintedFile } from './lint.ts'
import { missingTeardown } from './missing-teardown.ts'
import { textTraps } from './text-traps.ts'
import { unreachableSteps } from './unreachable-steps.ts'
import { reportUnused, unusedKeywords, usedKeywords } from './unused-keywords.ts'
import { unusedResources } from './unused-resources.ts'
import { unusedVariables } from './unused-variables.ts'

/** Lints of any file, and those of a suite's own file, which know all of its calls. */
const FILE_LINTS: readonly FileLint[] = [
  ...[constantAssertions, deprecatedSyntax, duplicateNames, textTraps, unreachableSteps, unusedVariables],
]
const SUITE_LINTS: readonly FileLint[] = [missingTeardown, unusedKeywords, unusedResources]

/** Finds in bound suites what is no mistake by itself but most likely none was meant: warnings. */
export class LintRun {
  readonly #resources = new Map<string, ReadFile>()
  readonly #used = new Set<string>()
  #dynamic = false

  /** The warnings of a suite, and those of resource files that it is the first to import. */
  suite(sources: SuiteSources): FileDiagnostic[] {
    const calls = callsByFile(sources.calls)
    const [own, ...resources] = sources.files
    const isResource = own?.tree.kind === 'resource'
    const fresh = [...(isResource ? [own] : []), ...resources].filter(
      ({ path }) => !this.#resources.has(path),
    )
    for (const file of fresh) this.#resources.set(file.path, file)
    this.#note(sources)
    const linted = (file: ReadFile): LintedFile => ({ file, calls: calls.get(file.path) ?? [], sources })
    const found = fresh.flatMap((file) => run(FILE_LINTS, linted(file)))
    return own === undefined || isResource
      ? found
      : [...run([...FILE_LINTS, ...SUITE_LINTS], linted(own)), ...found]
  }

  /** Keywords of the wanted resource files that no suite used; nothing if a name was known only at run time. */
  unusedInResources(wanted: ReadonlySet<string>, count: SilenceCount): FileDiagnostic[] {
    if (this.#dynamic) return []
    const files = [...this.#resources.values()].filter(({ path }) => wanted.has(path))
    return files.flatMap((file) => {
      const report = new Report()
      reportUnused(file, this.#used, (cell, remark) => report.add(cell, remark))
      const silences = new Silences([file])
      const kept = silences.filter(locate(file.path, file.text, report.diagnostics))
      count.add(silences)
      return kept
    })
  }

  #note({ calls, files }: SuiteSources): void {
    if (files.length < 2 && files[0]?.tree.kind !== 'resource') return
    for (const key of usedKeywords(calls)) this.#used.add(key)
    this.#dynamic ||= calls.some(({ found }) => found === undefined)
  }
}

function run(lints: readonly FileLint[], linted: LintedFile): FileDiagnostic[] {
  const report = new Report()
  for (const lint of lints) lint(linted, (cell, remark) => report.add(cell, remark))
  report.diagnostics.sort((a, b) => a.line - b.line || a.column - b.column)
  return locate(linted.file.path, linted.file.text, report.diagnostics)
}

function callsByFile(calls: readonly BoundCall[]): Map<string, BoundCall[]> {
  const byFile = new Map<string, BoundCall[]>()
  for (const call of calls) {
    const list = byFile.get(call.file)
    if (list === undefined) byFile.set(call.file, [call])
    else list.push(call)
  }
  return byFile
}
