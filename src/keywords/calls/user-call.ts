import { SuiteError } from '../../runtime/errors.ts'
import { type ArgumentValues, CallNode } from '../interpreter/call-node.ts'
import type { Node } from '../interpreter/frame.ts'
import type { UserMatch } from '../naming/file-keywords.ts'
import { argumentValues } from './call-arguments.ts'
import { type CallRequest, type CallSite, stepOf } from './call-request.ts'
import { withEmbedded } from './embedded-values.ts'

/** Binds a call of a keyword that the suite or a resource file defines. */
export function bindUserCall(
  { program, embedded }: UserMatch,
  request: CallRequest,
  { file, report }: CallSite,
): Node {
  const own = program.arguments.slice(embedded.length).map((one) => one.argument)
  const given = argumentValues({ name: program.name, arguments: own }, request, report)
  const values =
    program.error === undefined ? withEmbedded(program, embedded, given) : refusing(program.error)
  const callee = { kind: 'user', program } as const
  return new CallNode({ ...stepOf(request, file), callee, values, targets: request.targets })
}

/** The values of arguments for a keyword that cannot be called. */
function refusing(message: string): ArgumentValues {
  return () => {
    throw new SuiteError('invalid-keyword', message)
  }
}
