import type { Setting, Test } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import { expandTest } from '../examples/expand-test.ts'
import { readTable, type Table } from '../examples/read-table.ts'
import type { ReadFile } from '../imports/read-file.ts'
import { StepBinder } from '../steps/bind-steps.ts'
import type { StepSurroundings } from '../steps/step-surroundings.ts'
import type { TestProgram } from '../test-run/test-program.ts'
import { bindRetry, interfacesIn } from './bind-conditions.ts'
import { bindAround, bindTimeout, documentationIn, settingNamed, valuesOf } from './bind-settings.ts'
import type { SuiteSurroundings } from './suite-surroundings.ts'
import { effectiveTags } from './tags.ts'
import { type PlacedSetting, testSetting } from './test-settings.ts'

/** Binds the tests of one suite. */
export class TestBinder {
  readonly #suite: ReadFile
  /** The `__init__` files of its directories, the outermost first. */
  readonly #directories: readonly ReadFile[]
  readonly #in: SuiteSurroundings

  constructor(suite: ReadFile, directories: readonly ReadFile[], surroundings: SuiteSurroundings) {
    this.#suite = suite
    this.#directories = directories
    this.#in = surroundings
  }

  /** The programs of tests; those with a table of examples make one for each of its rows. */
  bind(tests: readonly Test[]): TestProgram[] {
    const seen = new Map<string, number>()
    return tests.flatMap((test) => {
      const name = normalizeName(test.name.text)
      const first = seen.get(name)
      if (first !== undefined) this.#reportDuplicate(test, first)
      seen.set(name, first ?? test.name.line)
      return this.#bindExamples(test)
    })
  }

  #reportDuplicate({ name }: Test, line: number): void {
    const message = `A test of the name "${name.text}" stands at line ${line} already.`
    const hint = 'Give each test of a file a name of its own.'
    this.#suite.report.add(name, { code: 'duplicate-test', message, hint })
  }

  #bindExamples(test: Test): TestProgram[] {
    const { path, report } = this.#suite
    const table = test.examples && readTable(test.examples, path, report)
    const program = this.#bindTest(test, table)
    return table === undefined ? [program] : expandTest(program, table, report)
  }

  #bindTest(test: Test, table: Table | undefined): TestProgram {
    const [template] = valuesOf(this.#settingOf(test, 'Template').setting) ?? []
    const surroundings = this.#in.steps(this.#suite, template)
    if (table !== undefined) declareExamples(table, surroundings)
    const binder = new StepBinder(surroundings)
    const timeout = this.#settingOf(test, 'Timeout')
    const { line, column, text } = test.name
    return {
      name: text,
      place: { file: this.#suite.path, line, column, keyword: text },
      doc: documentationIn(test.settings),
      tags: this.#tagsOf(test),
      setup: this.#bindAround(this.#settingOf(test, 'Setup'), binder),
      body: binder.body(test.body),
      teardown: this.#bindAround(this.#settingOf(test, 'Teardown'), binder),
      timeout: bindTimeout(timeout.setting, timeout.file.report),
      task: test.task,
      templated: template !== undefined,
      ...this.#conditions(test.settings),
    }
  }

  #settingOf(test: Test, name: string): PlacedSetting {
    return testSetting(test, name, [this.#suite, ...this.#directories.toReversed()])
  }

  #tagsOf({ settings }: Test): string[] {
    const directories = this.#directories.map(({ tree }) => tree.settings)
    return effectiveTags(settings, this.#suite.tree.settings, directories)
  }

  /** A setup or teardown that another file gives sees the names of that file. */
  #bindAround({ setting, file }: PlacedSetting, binder: StepBinder): TestProgram['setup'] {
    return bindAround(setting, file === this.#suite ? binder : new StepBinder(this.#in.steps(file)))
  }

  /** What decides whether and how often a test runs. */
  #conditions(settings: readonly Setting[]): Pick<TestProgram, 'requires' | 'retry'> {
    const required = valuesOf(settingNamed(settings, 'Requires'))
    const retry = bindRetry(settingNamed(settings, 'Retry'), this.#suite.report)
    if (required !== undefined) this.#in.needs.addRequired()
    return {
      ...(required && { requires: interfacesIn(required) }),
      ...(retry && { retry }),
    }
  }
}

/** The columns of a table are variables of the test. */
function declareExamples({ rows, names }: Table, { known, report }: StepSurroundings): void {
  for (const cell of rows.flat()) known.check(cell, report)
  for (const { text } of names) known.add(text)
}
