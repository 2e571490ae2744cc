import type { FileDiagnostic } from '../../grammar/diagnostic.ts'
import type { Cell } from '../../grammar/tree.ts'
import type { BoundSuite } from '../binding/bound-suite.ts'
import type { TestProgram } from '../test-run/test-program.ts'
import { choosesDevice } from './device-needs.ts'

type Place = Pick<FileDiagnostic, 'file' | 'line' | 'column' | 'endColumn' | 'excerpt'>

/** Where a suite first asks for an interface, or for any device: the call, the `Board` setting, or its first test. */
export function placeOfNeed({ sources, file, tests }: BoundSuite, wanted?: string): Place {
  const call = sources.calls.find(
    ({ found }) => found?.kind === 'library' && needs(found.keyword.interface, wanted),
  )
  const board = sources.files[0]?.tree.settings.find(({ name }) => name === 'Board')
  const test = tests[0]
  const first = { text: test?.name ?? '', ...(test?.place ?? { line: 1, column: 1 }) }
  if (call !== undefined) return placeOf(call.file, call.name, sources.files)
  return placeOf(file, board?.values[0] ?? first, sources.files)
}

/** Where a suite asks for a device by selector, or else where it first needs one. */
export function placeOfChoice(suite: BoundSuite): Place {
  const { sources, file } = suite
  const board = sources.files[0]?.tree.settings.find(({ name }) => name === 'Board')?.values[0]
  if (board !== undefined) return placeOf(file, board, sources.files)
  const chooser = sources.calls.find(choosesDevice)
  return chooser === undefined ? placeOfNeed(suite) : placeOf(chooser.file, chooser.name, sources.files)
}

/** Where a test stands. */
export function placeOfTest({ sources, file }: BoundSuite, { name, place }: TestProgram): Place {
  return placeOf(file, { ...place, text: name }, sources.files)
}

function needs(own: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined ? own !== undefined : own === wanted
}

function placeOf(file: string, cell: Cell, files: BoundSuite['sources']['files']): Place {
  const { line, column, text } = cell
  const source = files.find(({ path }) => path === file)?.text ?? ''
  const excerpt = source.split(/\r\n|\r|\n/)[line - 1] ?? ''
  return { file, line, column, endColumn: column + Math.max(1, text.length), excerpt }
}
