import type { Cell } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { ArgumentCell } from '../arguments/argument-cell.ts'
import { fullName } from '../arguments/signature-text.ts'
import type { Report } from '../binding/report.ts'
import type { Keyword, NestedCalls } from '../catalogue/keyword.ts'
import type { NestedNode } from '../interpreter/call-context.ts'
import type { Node } from '../interpreter/frame.ts'
import { toText } from '../value/text.ts'
import { checkNestedConditions } from './call-conditions.ts'
import type { CallRequest } from './call-request.ts'
import type { LateCalls } from './late-calls.ts'
import { nestedNodes } from './nested-calls.ts'

/** What binds the calls inside another one: before anything runs, or while the suite runs. */
export interface InnerCalls {
  bind(request: CallRequest): Node
  readonly late: Pick<LateCalls, 'bindCells' | 'bindNow'>
}

/** A keyword whose arguments are calls. */
export type NestingKeyword = Keyword & { readonly nested: NestedCalls }

/** Tells the keywords whose arguments are calls. */
export function isNesting(keyword: Keyword): keyword is NestingKeyword {
  return keyword.nested !== undefined
}

/** Binds the calls among the arguments of a call; mistakes are reported and fail it when it runs. */
export function bindNested(
  keyword: NestingKeyword,
  request: CallRequest,
  { calls, report }: { readonly calls: InnerCalls; readonly report: Report },
): readonly NestedNode[] {
  const { nested } = keyword
  try {
    checkCount(keyword, request.args)
    checkNestedConditions(nested, request, report)
    return nestedNodes(nested, request.args.slice(nested.own), {
      bind: (cells) => bindInner(cells, request, calls),
      bindNow: (cells, scopes) => calls.late.bindCells(cells, scopes, request.name),
    })
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error
    report.add(request.name, { code: error.code, message: error.message })
    return [() => fail(error)]
  }
}

function checkCount(keyword: NestingKeyword, args: readonly ArgumentCell[]): void {
  const { own, optional } = keyword.nested
  const needed = own + (optional ? 0 : 1)
  if (args.length >= needed || args.some((cell) => cell.source.expands === 'list')) return
  const expected = `at least ${needed} argument${needed === 1 ? '' : 's'}`
  const message = `Keyword '${fullName(keyword)}' expected ${expected}, got ${args.length}.`
  throw new SuiteError('argument-count', message)
}

function bindInner(
  cells: readonly ArgumentCell[],
  { name: at, known }: CallRequest,
  calls: InnerCalls,
): Node {
  const [first, ...args] = cells
  const name: Cell = first?.cell ?? {
    ...at,
    text: toText(first?.source.constant?.value ?? first?.text ?? ''),
  }
  const title = [name.text, ...args.map((arg) => arg.text ?? '…')].join('    ')
  return calls.bind({ name, args, targets: [], title, known })
}

function fail(error: SuiteError): never {
  throw error
}
