import type { RowScope, StepPlace } from '../build/row-scope.ts'
import { headOf } from '../build/row-scope.ts'
import type { LoopShape } from '../build/shape.ts'
import { checkChoice } from '../cells/check-choice.ts'
import { splitOptions } from '../cells/row-options.ts'
import { withFaults } from '../faults/faulty.ts'
import { loopFaults } from '../faults/loop-faults.ts'
import { normalizeSpace } from '../rows/whitespace.ts'
import type { Cell, ForStep, GroupStep, ParallelStep, RetryStep, WhileStep } from '../tree.ts'
import { buildBody, checkEnd } from './build-body.ts'
import { parallelHeader, retryHeader } from './build-own-block.ts'
import { checkFor } from './check-for.ts'
import { holdsTemplate } from './holds-template.ts'

/** Builds a FOR, WHILE, GROUP, RETRY or PARALLEL with its steps. */
export function buildLoop(shape: LoopShape, place: StepPlace): LoopStep {
  const cells = place.scope.cells(shape.head)
  const inner = { ...place, ...SURROUNDINGS[shape.kind], inFinally: false }
  const header = HEADERS[shape.kind](cells, place.scope)
  const body = buildBody(header.keyword, shape.body, inner)
  checkEnd(header.keyword, shape.end, place)
  if (shape.kind !== 'for' && shape.kind !== 'group' && holdsTemplate(body))
    place.scope.report(header.keyword, {
      code: 'block-in-template',
      message: `${header.keyword.text} cannot stand in a test with a template.`,
    })
  const step = { ...header, body }
  const end = shape.end === null ? undefined : place.scope.cells(shape.end)
  return withFaults(step, loopFaults(step, cells, end))
}

type LoopStep = ForStep | WhileStep | GroupStep | RetryStep | ParallelStep

const HEADERS = {
  for: forHeader,
  while: whileHeader,
  group: groupHeader,
  retry: retryHeader,
  parallel: parallelHeader,
}

/** What a block changes for the steps in it. A step of a PARALLEL cannot end what stands around its block. */
const SURROUNDINGS: { readonly [kind in LoopShape['kind']]: Partial<StepPlace> } = {
  for: { inLoop: true },
  while: { inLoop: true },
  group: {},
  retry: {},
  parallel: { inLoop: false, inParallel: true },
}

function forHeader(cells: readonly Cell[], scope: RowScope): Omit<ForStep, 'body'> {
  const keyword = headOf(cells)
  const at = cells.findIndex((cell, index) => index > 0 && FLAVORS.includes(normalizeSpace(cell.text)))
  const written = at < 0 ? undefined : cells[at]
  const flavor = written && { ...written, text: normalizeSpace(written.text) }
  const options = flavor ? (OPTIONS[flavor.text] ?? []) : []
  const split = splitOptions<ForOption>(at < 0 ? [] : cells.slice(at + 1), options)
  const header = {
    kind: 'for' as const,
    keyword,
    ...(flavor && { flavor }),
    variables: cells.slice(1, at < 0 ? cells.length : at),
    values: split.values,
    ...split.options,
  }
  checkFor(header, scope)
  return header
}

function whileHeader(cells: readonly Cell[], scope: RowScope): Omit<WhileStep, 'body'> {
  const keyword = headOf(cells)
  const { values, options } = splitOptions(cells.slice(1), ['limit', 'on_limit', 'on_limit_message'])
  const { limit, on_limit: onLimit, on_limit_message: onLimitMessage } = options
  const [condition, extra] = values
  if (extra)
    scope.report(extra, {
      code: 'too-many-conditions',
      message: `WHILE takes one condition, but got ${values.length}.`,
      hint: 'Two spaces begin a new cell: leave one space between the words of a condition.',
    })
  if (onLimit && !limit)
    scope.report(onLimit, { code: 'invalid-option', message: 'The option on_limit needs the option limit.' })
  if (onLimit) checkChoice(scope, { option: 'on_limit', value: onLimit, choices: ['PASS', 'FAIL'] })
  return {
    kind: 'while',
    keyword,
    ...(condition && { condition }),
    ...(limit && { limit }),
    ...(onLimit && { onLimit }),
    ...(onLimitMessage && { onLimitMessage }),
  }
}

function groupHeader(cells: readonly Cell[], scope: RowScope): Omit<GroupStep, 'body'> {
  const [, name, extra] = cells
  if (extra)
    scope.report(extra, {
      code: 'unexpected-argument',
      message: `GROUP takes one name, but got ${cells.length - 1} cells.`,
      hint: 'Two spaces begin a new cell: leave one space between the words of a name.',
    })
  return { kind: 'group', keyword: headOf(cells), ...(name && { name }) }
}

type ForOption = 'start' | 'mode' | 'fill'

const FLAVORS = ['IN', 'IN RANGE', 'IN ENUMERATE', 'IN ZIP']
const OPTIONS: Readonly<Record<string, readonly ForOption[]>> = {
  'IN ENUMERATE': ['start'],
  'IN ZIP': ['mode', 'fill'],
}
