import { SuiteError } from '../../runtime/errors.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { namesSetByKeywords } from '../checking/shared-names.ts'
import { Silences } from '../checking/silences.ts'
import { ImportSurroundings } from '../imports/import-surroundings.ts'
import { type Imports, readImports } from '../imports/imports.ts'
import { LateImports } from '../imports/late-imports.ts'
import { diagnosticsOf, type ReadFile, readSource } from '../imports/read-file.ts'
import { suiteNameOf } from '../imports/suite-name.ts'
import { SuiteVariables } from '../imports/suite-variables.ts'
import type { DynamicCalls } from '../interpreter/frame.ts'
import { refineReport } from '../mistakes/refine-report.ts'
import { KeywordScope } from '../naming/keyword-scope.ts'
import { StepBinder } from '../steps/bind-steps.ts'
import { bindAround, documentationIn, settingNamed } from './bind-settings.ts'
import { TestBinder } from './bind-tests.ts'
import type { BoundSuite } from './bound-suite.ts'
import { parentSuites } from './parent-suites.ts'
import { SuiteKeywords } from './suite-keywords.ts'
import { SuiteSurroundings } from './suite-surroundings.ts'

/** Reads and binds a suite file; what is wrong with it or its resource files is in the diagnostics. */
export function bindSuite(
  path: string,
  catalogue: Catalogue,
  surroundings: ImportSurroundings = new ImportSurroundings(),
): BoundSuite {
  const suite = readSource(path)
  const imports = readImports(suite, catalogue, surroundings)
  const parents = parentSuites(suite, surroundings, (file) => bindSuite(file, catalogue, surroundings))
  return new SuiteBinder({ suite, imports, parents }, catalogue, surroundings).bind()
}

interface SuiteParts {
  readonly suite: ReadFile
  readonly imports: Imports
  readonly parents: readonly BoundSuite[]
}

class SuiteBinder {
  readonly #parts: SuiteParts
  readonly #given: ReadonlyMap<string, unknown>
  readonly #files: ReadFile[]
  readonly #lateImports: LateImports
  readonly #in: SuiteSurroundings
  readonly #keywords: SuiteKeywords

  constructor(parts: SuiteParts, catalogue: Catalogue, surroundings: ImportSurroundings) {
    const { suite, imports } = parts
    this.#parts = parts
    this.#given = surroundings.variables
    this.#files = [suite, ...imports.resources]
    const scope = new KeywordScope(catalogue, imports.libraries)
    scope.importsLater = imports.isOpen
    this.#in = new SuiteSurroundings(suite, scope)
    this.#keywords = new SuiteKeywords(suite, this.#in)
    this.#lateImports = new LateImports(suite, catalogue, surroundings, {
      addLibrary: (library) => scope.addLibrary(library),
      libraryNamed: (name) => scope.libraryNamed(name),
      addFiles: (files) => this.#addFiles(files),
    })
  }

  bind(): BoundSuite {
    const { suite, parents } = this.#parts
    this.#declareNames()
    this.#keywords.bind(this.#files)
    const around = this.#bindAround()
    const directories = parents.flatMap(({ sources }) => sources.files.slice(0, 1))
    const bound = {
      ...this.#described(),
      ...around,
      tests: new TestBinder(suite, directories, this.#in).bind(suite.tree.tests),
      variables: this.#variables(),
      calls: this.#dynamicCalls(),
      interfaces: this.#in.needs.interfaces,
      selectors: this.#in.needs.selectors,
      keywords: this.#keywords.programs,
    }
    return { ...bound, ...this.#findings(), parents }
  }

  #described(): Pick<BoundSuite, 'file' | 'name' | 'doc'> {
    const { path, tree } = this.#parts.suite
    const name = settingNamed(tree.settings, 'Name')?.values[0]?.text ?? suiteNameOf(path)
    return { file: path, name, doc: documentationIn(tree.settings) }
  }

  #bindAround(): Pick<BoundSuite, 'setup' | 'teardown' | 'setupLine' | 'teardownLine'> {
    const { suite } = this.#parts
    const binder = new StepBinder(this.#in.steps(suite))
    const setup = settingNamed(suite.tree.settings, 'Suite Setup')
    const teardown = settingNamed(suite.tree.settings, 'Suite Teardown')
    return {
      setup: bindAround(setup, binder),
      teardown: bindAround(teardown, binder),
      setupLine: setup?.cell.line ?? 1,
      teardownLine: teardown?.cell.line ?? 1,
    }
  }

  #dynamicCalls(): DynamicCalls {
    const calls = this.#in.calls(this.#parts.suite)
    return {
      imports: this.#lateImports,
      bindValues: (name, values, scopes) =>
        calls.bindValues(name, values, { text: name, line: 1, column: 1 }, scopes),
    }
  }

  /** What is wrong with the files, and what further checks look at. */
  #findings(): Pick<BoundSuite, 'diagnostics' | 'sources'> {
    this.#refine()
    const { scope, needs } = this.#in
    const silences = new Silences(this.#files)
    const own = silences.filter(diagnosticsOf(this.#files))
    const inherited = this.#parts.parents.flatMap(({ diagnostics }) => diagnostics)
    const sources = { files: this.#files, calls: needs.calls, scope, silences }
    return { diagnostics: [...own, ...inherited], sources }
  }

  #refine(): void {
    const { scope, needs } = this.#in
    for (const file of this.#files) {
      if (file.report.diagnostics.length === 0 && needs.calls.every(({ found }) => found)) continue
      const calls = needs.calls.filter((call) => call.file === file.path)
      const dynamic = calls.filter(({ found }) => found === undefined)
      refineReport({ file, scope, calls, dynamic })
    }
  }

  /** Variables of the command line, of directories and of variable files. */
  #declareNames(): void {
    const { imports, parents } = this.#parts
    const { known } = this.#in
    for (const name of this.#given.keys()) known.add(name)
    for (const { sources } of parents)
      for (const { tree } of sources.files) for (const name of namesSetByKeywords(tree)) known.add(name)
    for (const source of [...imports.sources, ...imports.laterSources])
      if ('values' in source) for (const name of source.values.keys()) known.add(name)
  }

  #variables(): SuiteVariables {
    for (const { tree, report } of this.#files)
      for (const { values } of tree.variables) for (const cell of values) this.#in.known.check(cell, report)
    return new SuiteVariables(this.#parts.suite.path, this.#parts.imports.sources, this.#given)
  }

  /** Takes up files that the running suite imports. */
  #addFiles(files: readonly ReadFile[]): void {
    const fresh = files.filter(({ path }) => this.#files.every((known) => known.path !== path))
    this.#files.push(...fresh)
    this.#keywords.bind(fresh)
    const [mistake] = diagnosticsOf(fresh).filter(({ severity }) => severity === 'error')
    if (mistake === undefined) return
    const place = `${mistake.file}:${mistake.line}`
    const message = `Importing '${fresh[0]?.path}' failed: ${mistake.message} (${place})`
    throw new SuiteError('import-failed', message)
  }
}
