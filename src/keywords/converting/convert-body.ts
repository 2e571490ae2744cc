import type { CallStep, Cell, Step } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { CallPlace } from './call-cells.ts'
import type { Change } from './conversion.ts'
import { convertCall } from './convert-call.ts'
import { findOldLoop } from './old-loop.ts'
import type { RowEdits } from './row-edits.ts'

/** Where the steps of a test or keyword are written anew. */
export interface BodyEdits {
  readonly edits: RowEdits
  readonly changes: Change[]
  /** Lines whose mistakes are put right. */
  readonly settled: Set<number>
}

/** Converts the calls of a body, and those in its blocks. */
export function convertBody(steps: readonly Step[], place: CallPlace, out: BodyEdits): void {
  for (let at = 0; at < steps.length; at++) {
    const loop = findOldLoop(steps, at)
    if (loop !== undefined) {
      convertOldLoop(loop, place, out)
      at += loop.body.length
      continue
    }
    const step = steps[at]
    if (step !== undefined) convertStep(step, place, out)
  }
}

function convertStep(step: Step, place: CallPlace, out: BodyEdits): void {
  if (step.kind === 'call') convertRow(step, place, out)
  else if (step.kind === 'for' || step.kind === 'while')
    convertBody(step.body, { ...place, inLoop: true }, out)
  else if (step.kind === 'group') convertBody(step.body, place, out)
  else if (step.kind === 'if' && !step.inline)
    for (const { body } of step.branches) convertBody(body, place, out)
  else if (step.kind === 'try')
    for (const { kind, body } of step.branches)
      convertBody(body, kind === 'finally' ? { ...place, inFinally: true } : place, out)
}

function convertRow({ assign, keyword, args }: CallStep, place: CallPlace, out: BodyEdits): void {
  const head = assign[0] ?? keyword
  renameImport({ keyword, args }, place, out)
  const cells = out.edits.cellsFrom(head)
  const rows = convertCall(callOf(cells, assign.length), place)
  if (rows !== undefined && out.edits.replace(head, rows))
    note(head, `${keyword.text} → ${wordOf(rows)}`, out)
}

/** A step that imports a file, as `Import Resource    keywords.robot`. */
function renameImport(
  { keyword, args: [path] }: Pick<CallStep, 'keyword' | 'args'>,
  place: CallPlace,
  out: BodyEdits,
): void {
  const isImport = /^import(resource|variables|library)$/.test(normalizeName(keyword.text))
  const text = isImport && path ? place.renamed(path.text) : undefined
  if (path && text !== undefined && out.edits.rename(path, text)) note(path, `${path.text} → ${text}`, out)
}

function callOf(cells: readonly string[], assigned: number) {
  return {
    assign: cells.slice(0, assigned),
    keyword: cells[assigned] ?? '',
    args: cells.slice(assigned + 1),
  }
}

/** `:FOR` with rows that begin with a backslash. */
function convertOldLoop(
  { head, body, last }: ReturnType<typeof findOldLoop> & object,
  place: CallPlace,
  out: BodyEdits,
): void {
  const [, ...cells] = out.edits.cellsFrom(head)
  const flavor = cells.map((cell) =>
    /^in( (range|enumerate|zip))?$/i.test(cell) ? cell.toUpperCase() : cell,
  )
  if (!out.edits.replace(head, [['FOR', ...flavor]])) return
  note(head, `${head.text} → FOR`, out)
  out.settled.add(head.line)
  for (const row of body) {
    out.settled.add(row.line)
    const [, ...inner] = out.edits.cellsFrom(row)
    const assigned = inner.findIndex((cell) => !/^[$@&]\{.*\} ?=?$/.test(cell))
    const call = callOf(inner, Math.max(assigned, 0))
    out.edits.replace(row, convertCall(call, { ...place, inLoop: true }) ?? [inner])
  }
  out.edits.follow(last, [['END']])
}

function note({ line }: Cell, what: string, { changes }: BodyEdits): void {
  changes.push({ line, what })
}

/** The word that a row begins with now. */
function wordOf([first]: readonly (readonly string[])[]): string {
  return first?.find((cell) => /^[A-Z]+$/.test(cell)) ?? ''
}
