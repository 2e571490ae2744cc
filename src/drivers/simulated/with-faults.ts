import type { CallContext } from '../../runtime/driver.ts'
import { fileParameters } from '../../runtime/files/file-parameter.ts'
import type { CallMember, Member, MemberWithParameters } from '../../runtime/interface.ts'
import { type FaultPlan, faultError } from './fault-plan.ts'
import type { Scene, Simulation } from './simulation.ts'

/** One member of a simulated interface, with all that can go wrong with it. */
export interface FaultyMember {
  readonly name: string
  readonly member: Member
  readonly simulation: Simulation
  readonly scene: Scene
  /** Faults of the driver alone. */
  readonly plan: FaultPlan
}

type Call = (params: unknown, context: CallContext) => unknown

/** Lets the faults of the driver and of its device have their way before a member answers. */
export function withFaults(implementation: unknown, faulty: FaultyMember): unknown {
  const { member } = faulty
  if (member.kind === 'bytes') return implementation
  const run = implementation as Call
  if (member.kind !== 'items')
    return async (params: unknown, context: CallContext) => {
      await meetFaults(faulty, params, context)
      return isLeftUndone(faulty, member) ? undefined : await run(params, context)
    }
  return async function* (params: unknown, context: CallContext) {
    await meetFaults(faulty, params, context)
    yield* run(params, context) as AsyncIterable<unknown>
  }
}

async function meetFaults(
  { name, member, simulation, scene, plan }: FaultyMember,
  params: unknown,
  { signal }: CallContext,
): Promise<void> {
  const { timeout } = params as { readonly timeout?: number }
  const what = `${scene.device}.${simulation.definition.name}.${name}`
  await plan.meet(what, { signal, timeout })
  if (!simulation.ofBench) await scene.board.plan.meet(what, { signal, timeout })
  if (simulation.overNetwork && scene.board.networkLost)
    throw faultError(`${what}: the network of ${scene.device} is lost.`)
  if (scene.board.diskFull && member.kind === 'call' && fileParameters(member).files.length > 0)
    throw faultError(`${what}: no space is left on ${scene.device}.`)
}

/** A device that lies takes the order and does nothing; what must give an answer cannot lie so. */
function isLeftUndone({ simulation, scene }: FaultyMember, member: MemberWithParameters): boolean {
  if (simulation.lies || !scene.isLying() || member.kind !== 'call') return false
  return (member as CallMember).readOnly !== true && member.result.type === 'void'
}
