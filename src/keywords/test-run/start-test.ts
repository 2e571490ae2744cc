import { SuiteError } from '../../runtime/errors.ts'
import type { RunningTest } from '../catalogue/running.ts'
import { changeTags } from '../interpreter/tags.ts'
import { toText } from '../value/text.ts'
import { compileCell } from '../variables/compile-cell.ts'
import type { Scopes } from '../variables/scope.ts'
import type { TestProgram, TestRun } from './test-program.ts'

/** A test that begins: what its steps can ask about it, with the tags that its suite gives it by now. */
export function startTest({ name, doc, tags }: TestProgram, { run, scopes }: TestRun): RunningTest {
  const changed = changeTags(
    tags.map((tag) => resolvedTag(tag, scopes)),
    run.suite.tagChanges,
  )
  scopes.set('testtags', changed, 'test')
  return {
    name,
    doc,
    tags: changed,
    message: '',
    metadata: new Map(),
    status: undefined,
    timedOut: false,
    phase: 'setup',
  }
}

/** Tags may hold variables; one without a value stays as it is written. */
function resolvedTag(tag: string, scopes: Scopes): string {
  if (!tag.includes('{')) return tag
  try {
    return toText(compileCell(tag).get(scopes))
  } catch (error) {
    if (error instanceof SuiteError) return tag
    throw error
  }
}
