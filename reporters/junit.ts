import XMLBuilder from 'fast-xml-builder'
import { junitDocument } from './junit-xml/document.ts'
import type { Run } from './run-model.ts'
import { type ReportOptions, RunReporter } from './run-reporter.ts'

/** What the JUnit report can be told. */
export interface JunitOptions extends ReportOptions {
  /**
   * Adds `file`, `line` and `properties` to every test case. GitLab, GitHub's actions and Jenkins' `junit` step
   * read them; Jenkins' xUnit step refuses a file that has them. Off by default.
   */
  readonly testcaseDetails?: boolean
}

/** Writes a run as JUnit XML that Jenkins and GitLab read (docs/reports.md, tests/schema/junit.xsd). */
export default class JunitReporter extends RunReporter {
  readonly #details: boolean

  /** `outputFile` is `reports/junit.xml` where nothing else is said. */
  constructor(options: JunitOptions = {}) {
    super(options, 'reports/junit.xml')
    this.#details = options.testcaseDetails === true
  }

  protected override render(run: Run, root: string): string {
    const builder = new XMLBuilder({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      cdataPropName: '#cdata',
      format: true,
      suppressEmptyNode: true,
      // Otherwise an attribute whose value is the text "true" would lose it.
      suppressBooleanAttributes: false,
    })
    return `${builder.build(junitDocument(run, { root, details: this.#details })).trimEnd()}\n`
  }
}
