import type { Diagnostic } from '../../src/grammar/diagnostic.ts'
import { type FileModel, toRobotModel } from '../../src/grammar/model.ts'
import { parseFile } from '../../src/grammar/parse-file.ts'
import { type CorpusCase, fileKindOf, sourceOf } from './corpus-case.ts'
import { outlineBody, outlineModel } from './outline.ts'

/** What the parser makes of a case: the tree in outline, then a line for each problem. */
export function outcomeOf(entry: CorpusCase): string {
  const { text, before } = sourceOf(entry)
  const tree = parseFile(text, fileKindOf(entry.kind))
  const model = shiftLines(toRobotModel(tree, { lines: true }), before)
  return [
    ...outlineOf(entry, model),
    ...tree.diagnostics.map((problem) => problemLine(problem, before)),
  ].join('\n')
}

/** A model in outline, as the kind of the case shows it: the whole file, or only what the rows made. */
export function outlineOf({ kind }: CorpusCase, model: FileModel): string[] {
  const block = kind === 'steps' ? model.tests : model.keywords
  const [only] = block
  if ((kind !== 'steps' && kind !== 'keyword') || block.length !== 1 || only === undefined)
    return outlineModel(model)
  return outlineBody({ ...only })
}

/** Counts lines from the first one that the case shows. */
export function shiftLines<Model>(model: Model, before: number): Model {
  return JSON.parse(JSON.stringify(model), (key, value: unknown) =>
    key === 'line' ? Number(value) - before : value,
  ) as Model
}

function problemLine({ severity, line, column, code }: Diagnostic, before: number): string {
  return `${severity === 'error' ? '!' : '?'} ${line - before}:${column} ${code}`
}
