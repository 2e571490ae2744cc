import { basename, extname } from 'node:path'
import type { FileDiagnostic } from '../../grammar/diagnostic.ts'
import type { Setting, Test } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { CallBinder } from '../calls/bind-call.ts'
import { Boards } from '../calls/boards.ts'
import { type Catalogue, normalizeName } from '../catalogue/catalogue.ts'
import { type BoundCall, DeviceNeeds } from '../checking/device-needs.ts'
import { KnownVariables } from '../checking/known-variables.ts'
import { namesSetByKeywords } from '../checking/shared-names.ts'
import { Silences } from '../checking/silences.ts'
import { expandTest } from '../examples/expand-test.ts'
import { readTable, type Table } from '../examples/read-table.ts'
import { ImportSurroundings } from '../imports/import-surroundings.ts'
import { type Imports, readImports } from '../imports/imports.ts'
import { LateImports } from '../imports/late-imports.ts'
import { parentFiles } from '../imports/parent-files.ts'
import { diagnosticsOf, type ReadFile, readSource } from '../imports/read-file.ts'
import { suiteNameOf } from '../imports/suite-name.ts'
import { BUILT_IN_NAMES, SuiteVariables } from '../imports/suite-variables.ts'
import type { DynamicCalls, Node } from '../interpreter/frame.ts'
import type { TestProgram } from '../interpreter/test-program.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { refineReport } from '../mistakes/refine-report.ts'
import { KeywordScope } from '../naming/keyword-scope.ts'
import { StepBinder } from '../steps/bind-steps.ts'
import type { StepSurroundings } from '../steps/step-surroundings.ts'
import { readTarget } from '../variables/target.ts'
import { writtenName } from '../variables/written-names.ts'
import { bindRetry, interfacesIn } from './bind-conditions.ts'
import { bindKeyword, declareKeyword } from './bind-keyword.ts'
import { bindAround, bindTimeout, settingNamed, valuesOf } from './bind-settings.ts'
import { effectiveTags } from './tags.ts'

/** A suite file with everything it imports, bound: ready to run if no diagnostic is an error. */
export interface BoundSuite {
  readonly file: string
  readonly name: string
  readonly doc: string
  readonly tests: readonly TestProgram[]
  readonly setup: Node | undefined
  readonly teardown: Node | undefined
  readonly setupLine: number
  readonly teardownLine: number
  readonly variables: SuiteVariables
  readonly calls: DynamicCalls
  /** The interfaces that its keywords call; empty if it needs no device. */
  readonly interfaces: ReadonlySet<string>
  /** The devices that it asks for by selector, as far as they are written in it. */
  readonly selectors: readonly string[]
  /** User keywords of the suite and its resource files. */
  readonly keywords: readonly UserKeywordProgram[]
  readonly diagnostics: readonly FileDiagnostic[]
  /** The directories that it is in and that have an `__init__` file, the outermost first. */
  readonly parents: readonly BoundSuite[]
  readonly sources: SuiteSources
}

/** What a suite was bound from, for checks that look at all of it. */
export interface SuiteSources {
  /** The suite's file, then its resource files. */
  readonly files: readonly ReadFile[]
  readonly calls: readonly BoundCall[]
  readonly scope: KeywordScope
  readonly silences: Silences
}

/** Reads and binds a suite file; what is wrong with it or its resource files is in the diagnostics. */
export function bindSuite(
  path: string,
  catalogue: Catalogue,
  surroundings: ImportSurroundings = new ImportSurroundings(),
): BoundSuite {
  const suite = readSource(path)
  const imports = readImports(suite, catalogue, surroundings)
  const parents = parentsOf(suite, (file) => bindSuite(file, catalogue, surroundings), surroundings)
  return new SuiteBinder({ suite, imports, parents }, catalogue, surroundings).bind()
}

/** `__init__` files that were bound, by path: suites of one directory share them. */
const directories = new WeakMap<ImportSurroundings, Map<string, BoundSuite>>()

/** The directories that a suite is in; each is bound once. */
function parentsOf(
  { path, tree }: ReadFile,
  bind: (file: string) => BoundSuite,
  surroundings: ImportSurroundings,
): BoundSuite[] {
  const { root } = surroundings
  if (root === undefined || tree.kind === 'init') return []
  const known = directories.get(surroundings) ?? new Map<string, BoundSuite>()
  directories.set(surroundings, known)
  return parentFiles(path, root, (folder) => surroundings.initOf(folder)).map((file) => {
    const bound = known.get(file) ?? bind(file)
    known.set(file, bound)
    return bound
  })
}

/** A suite that may change the search order while it runs. */
const SEARCH_ORDER = /set[ _]*library[ _]*search[ _]*order/i

/** A setting and the file it stands in. */
interface PlacedSetting {
  readonly setting: Setting | undefined
  readonly file: ReadFile
}

interface SuiteParts {
  readonly suite: ReadFile
  readonly imports: Imports
  readonly parents: readonly BoundSuite[]
}

class SuiteBinder {
  readonly #parents: readonly BoundSuite[]
  readonly #suite: ReadFile
  readonly #imports: Imports
  readonly #given: ReadonlyMap<string, unknown>
  readonly #files: ReadFile[]
  readonly #lateImports: LateImports
  readonly #scope: KeywordScope
  readonly #known = new KnownVariables(BUILT_IN_NAMES)
  readonly #needs = new DeviceNeeds()
  readonly #boards: Boards
  readonly #programs = new Map<unknown, UserKeywordProgram>()

  constructor(
    { suite, imports, parents }: SuiteParts,
    catalogue: Catalogue,
    surroundings: ImportSurroundings,
  ) {
    this.#parents = parents
    this.#suite = suite
    this.#imports = imports
    this.#given = surroundings.variables
    this.#files = [suite, ...imports.resources]
    this.#lateImports = new LateImports(suite, catalogue, surroundings, {
      addLibrary: (library) => this.#scope.addLibrary(library),
      libraryNamed: (name) => this.#scope.libraryNamed(name),
      addFiles: (files) => this.#addFiles(files),
    })
    this.#scope = new KeywordScope(catalogue, imports.libraries)
    this.#scope.importsLater = imports.isOpen
    this.#boards = new Boards(suite.tree.settings, suite.report)
    this.#needs.addBoards(this.#boards.selectors)
  }

  bind(): BoundSuite {
    this.#declareNames()
    this.#bindKeywords(this.#files)
    const { settings, tests } = this.#suite.tree
    const binder = new StepBinder(this.#surroundings(this.#suite, undefined))
    const setup = settingNamed(settings, 'Suite Setup')
    const teardown = settingNamed(settings, 'Suite Teardown')
    const calls = this.#calls(this.#suite)
    const dynamic: DynamicCalls = {
      imports: this.#lateImports,
      bindValues: (name, values, scopes) =>
        calls.bindValues(name, values, { text: name, line: 1, column: 1 }, scopes),
    }
    const bound = {
      file: this.#suite.path,
      name: settingNamed(settings, 'Name')?.values[0]?.text ?? suiteNameOf(this.#suite.path),
      doc:
        settingNamed(settings, 'Documentation')
          ?.values.map((cell) => cell.text)
          .join(' ') ?? '',
      setup: bindAround(setup, binder),
      teardown: bindAround(teardown, binder),
      setupLine: setup?.cell.line ?? 1,
      teardownLine: teardown?.cell.line ?? 1,
      tests: this.#bindTests(tests),
      variables: this.#variables(),
      calls: dynamic,
      interfaces: this.#needs.interfaces,
      selectors: this.#needs.selectors,
      keywords: [...this.#programs.values()],
    }
    this.#refine()
    const silences = new Silences(this.#files)
    const diagnostics = silences.filter(diagnosticsOf(this.#files))
    const sources = { files: this.#files, calls: this.#needs.calls, scope: this.#scope, silences }
    const parents = this.#parents
    const all = [...diagnostics, ...parents.flatMap((parent) => parent.diagnostics)]
    return { ...bound, diagnostics: all, sources, parents }
  }

  #refine(): void {
    for (const file of this.#files) {
      if (file.report.diagnostics.length === 0 && this.#needs.calls.every(({ found }) => found)) continue
      const calls = this.#needs.calls.filter((call) => call.file === file.path)
      const dynamic = calls.filter(({ found }) => found === undefined)
      refineReport({ file, scope: this.#scope, calls, dynamic })
    }
  }

  #declareNames(): void {
    for (const name of this.#given.keys()) this.#known.add(name)
    for (const { sources } of this.#parents)
      for (const { tree } of sources.files) for (const name of namesSetByKeywords(tree)) this.#known.add(name)
    for (const source of [...this.#imports.sources, ...this.#imports.laterSources])
      if ('values' in source) for (const name of source.values.keys()) this.#known.add(name)
  }

  /** Takes up files that the running suite imports. */
  #addFiles(files: readonly ReadFile[]): void {
    const fresh = files.filter(({ path }) => this.#files.every((known) => known.path !== path))
    this.#files.push(...fresh)
    this.#bindKeywords(fresh)
    const [mistake] = diagnosticsOf(fresh).filter(({ severity }) => severity === 'error')
    if (mistake === undefined) return
    const place = `${mistake.file}:${mistake.line}`
    throw new SuiteError(
      'import-failed',
      `Importing '${fresh[0]?.path}' failed: ${mistake.message} (${place})`,
    )
  }

  #bindKeywords(files: readonly ReadFile[]): void {
    this.#declare(files)
    for (const file of files)
      for (const keyword of file.tree.keywords) {
        const program = this.#programs.get(keyword)
        if (program !== undefined) bindKeyword(keyword, program, this.#surroundings(file, undefined))
      }
  }

  /** Makes every keyword and variable known before any step is bound. */
  #declare(files: readonly ReadFile[]): void {
    for (const file of files) {
      const isOwn = file === this.#suite
      const owner = isOwn ? '' : basename(file.path, extname(file.path))
      this.#scope.addLanguages(file.tree.languages)
      if (SEARCH_ORDER.test(file.text)) this.#scope.searchOrderChanges = true
      const home = { file: file.path, owner, settings: file.tree.settings, report: file.report }
      const seen = new Set<string>()
      for (const keyword of file.tree.keywords) {
        const name = normalizeName(keyword.name.text)
        if (seen.has(name))
          file.report.add(keyword.name, {
            code: 'duplicate-keyword',
            message: `The keyword "${keyword.name.text}" is defined twice in this file.`,
          })
        seen.add(name)
        const program = declareKeyword(keyword, home)
        this.#programs.set(keyword, program)
        this.#scope.add(program)
      }
      for (const row of file.tree.variables) {
        const target = readTarget(row.name.text)
        if (target !== undefined) this.#known.add(writtenName(target.name))
      }
      for (const name of namesSetByKeywords(file.tree)) this.#known.add(name)
    }
  }

  #variables(): SuiteVariables {
    for (const file of this.#files)
      for (const row of file.tree.variables)
        for (const cell of row.values) this.#known.check(cell, file.report)
    return new SuiteVariables(this.#suite.path, this.#imports.sources, this.#given)
  }

  #bindTests(tests: readonly Test[]): TestProgram[] {
    const seen = new Map<string, number>()
    return tests.flatMap((test) => {
      const name = normalizeName(test.name.text)
      const first = seen.get(name)
      if (first !== undefined) {
        const message = `A test of the name "${test.name.text}" stands at line ${first} already.`
        this.#suite.report.add(test.name, {
          code: 'duplicate-test',
          message,
          hint: 'Give each test of a file a name of its own.',
        })
      }
      seen.set(name, first ?? test.name.line)
      return this.#bindExamples(test)
    })
  }

  /** A test without examples is one test; a table makes one for each of its rows. */
  #bindExamples(test: Test): TestProgram[] {
    const { path, report } = this.#suite
    const table = test.examples && readTable(test.examples, path, report)
    const program = this.#bindTest(test, table)
    if (table === undefined) return [program]
    return expandTest(program, table, report)
  }

  #bindTest(test: Test, table: Table | undefined): TestProgram {
    const { settings } = this.#suite.tree
    const own = (name: string) => this.#settingOf(test, name)
    const [template] = valuesOf(own('Template').setting) ?? []
    const surroundings = this.#surroundings(this.#suite, template)
    for (const cell of table?.rows.flat() ?? []) surroundings.known.check(cell, this.#suite.report)
    for (const { text } of table?.names ?? []) surroundings.known.add(text)
    const binder = new StepBinder(surroundings)
    const around = ({ setting, file }: PlacedSetting) =>
      bindAround(setting, file === this.#suite ? binder : new StepBinder(this.#surroundings(file, undefined)))
    const timeout = own('Timeout')
    const { line, column, text } = test.name
    return {
      name: text,
      place: { file: this.#suite.path, line, column, keyword: text },
      doc:
        settingNamed(test.settings, 'Documentation')
          ?.values.map((cell) => cell.text)
          .join(' ') ?? '',
      tags: effectiveTags(
        test.settings,
        settings,
        this.#parents.map((parent) => parent.sources.files[0]?.tree.settings ?? []),
      ),
      setup: around(own('Setup')),
      body: binder.body(test.body),
      teardown: around(own('Teardown')),
      timeout: bindTimeout(timeout.setting, timeout.file.report),
      task: test.task,
      templated: template !== undefined,
      ...this.#conditions(test.settings),
    }
  }

  /** What decides whether and how often a test runs. */
  #conditions(settings: readonly Setting[]): Pick<TestProgram, 'requires' | 'retry'> {
    const required = valuesOf(settingNamed(settings, 'Requires'))
    const retry = bindRetry(settingNamed(settings, 'Retry'), this.#suite.report)
    if (required !== undefined) this.#needs.addRequired()
    return {
      ...(required && { requires: interfacesIn(required) }),
      ...(retry && { retry }),
    }
  }

  /** A setting of a test: its own, the suite's, or that of the nearest directory. */
  #settingOf(test: Test, name: string): PlacedSetting {
    const own = settingNamed(test.settings, name)
    if (own !== undefined) return { setting: own, file: this.#suite }
    const directories = this.#parents.flatMap((parent) => parent.sources.files.slice(0, 1)).toReversed()
    for (const file of [this.#suite, ...directories]) {
      const { settings } = file.tree
      const setting = settingNamed(settings, `Test ${name}`) ?? settingNamed(settings, `Task ${name}`)
      if (setting !== undefined) return { setting, file }
    }
    return { setting: undefined, file: this.#suite }
  }

  #calls(file: ReadFile): CallBinder {
    return new CallBinder({
      file: file.path,
      scope: this.#scope,
      report: file.report,
      needs: this.#needs,
      boards: this.#boards,
    })
  }

  #surroundings(file: ReadFile, template: StepSurroundings['template']): StepSurroundings {
    const known = this.#known.inner()
    const calls = this.#calls(file)
    return { file: file.path, calls, report: file.report, known, shared: this.#known, template }
  }
}
