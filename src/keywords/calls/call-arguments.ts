import { bindArguments } from '../arguments/bound-arguments.ts'
import type { Signature } from '../arguments/signature-text.ts'
import type { Report } from '../binding/report.ts'
import type { ArgumentValues } from '../interpreter/call-node.ts'
import type { CallRequest } from './call-request.ts'

/** Matches the arguments of a call to a signature and reports those that do not fit. */
export function argumentValues(
  signature: Signature,
  { name, args }: Pick<CallRequest, 'name' | 'args'>,
  report: Report,
): ArgumentValues {
  const { values, mistakes } = bindArguments(signature, args)
  for (const { argument, ...remark } of mistakes) report.add(argument?.cell ?? name, remark)
  return values
}
