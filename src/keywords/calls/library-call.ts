import type { Keyword } from '../catalogue/keyword.ts'
import { CallNode, DynamicCallNode } from '../interpreter/call-node.ts'
import type { Node } from '../interpreter/frame.ts'
import { bindNested, type InnerCalls, isNesting } from './bind-nested.ts'
import { argumentValues } from './call-arguments.ts'
import { checkConditions } from './call-conditions.ts'
import { type CallRequest, type CallSite, stepOf } from './call-request.ts'
import { expandLeading } from './nested-calls.ts'

/** Keywords that are given calls which fail on purpose. */
const EXPECTS_FAILURE: ReadonlySet<string> = new Set([
  'Run Keyword And Expect Error',
  'Run Keyword And Ignore Error',
  'Run Keyword And Return Status',
])

/** Where a call of a library keyword stands, and who binds the calls inside it. */
export interface LibraryCallSite extends CallSite {
  readonly calls: InnerCalls
}

/** Binds a call of a library keyword, with the calls that are its arguments. */
export function bindLibraryCall(keyword: Keyword, request: CallRequest, site: LibraryCallSite): Node {
  const { name, args, targets } = request
  const { file, report, calls } = site
  const own = args.slice(0, keyword.nested?.own)
  const step = stepOf(request, file)
  // Further items of a list among its own arguments belong to the nested call.
  if (isNesting(keyword) && own.some((cell) => cell.source.expands === 'list'))
    return new DynamicCallNode(
      step,
      ({ scopes }) => calls.late.bindNow(expandLeading(args, own.length, scopes), name, scopes),
      targets,
    )
  const nested = isNesting(keyword) ? bindNested(keyword, request, site) : []
  const values = argumentValues(keyword, { name, args: own }, report)
  checkConditions(keyword, { args: own, known: request.known }, report)
  if (EXPECTS_FAILURE.has(keyword.name)) report.soften(args.flatMap(({ cell }) => cell ?? []))
  return new CallNode({ ...step, callee: { kind: 'library', keyword, nested }, values, targets })
}
