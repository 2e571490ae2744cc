import { z } from 'zod'
import type { AnyDriver } from '../../runtime/driver.ts'
import type { Interface, Member } from '../../runtime/interface.ts'
import { FaultPlan, faultPlanSchema } from './fault-plan.ts'
import { itemsOf, plainMember } from './plain-member.ts'
import { boardOf, SimulatedBoard, withBoard } from './simulated-board.ts'
import type { Scene, Simulation } from './simulation.ts'
import { withFaults } from './with-faults.ts'

interface Settings {
  readonly answers?: Readonly<Record<string, unknown>>
  readonly faults: z.output<typeof faultPlanSchema>
}

/** The driver that simulates an interface: `simulated-power` for `power`. */
export function simulatedDriver(simulation: Simulation): AnyDriver {
  const { definition } = simulation
  return Object.freeze({
    type: `simulated-${definition.name}`,
    doc: `Pretends: ${definition.doc}`,
    testedAgainst: 'nothing: there is no other side',
    provides: [definition],
    needs: [],
    uses: definition.name === 'power' ? ['faults'] : ['faults', 'power'],
    config: configOf(simulation),
    open: async (config: unknown, { device, uses }: Parameters<AnyDriver['open']>[1]) => {
      const { answers = {}, faults, ...own } = config as Settings
      const known = boardOf([uses.faults, uses.power])
      const board = known ?? new SimulatedBoard()
      const plan = new FaultPlan(faults)
      const scene: Scene = { device, board, isLying: () => plan.lie || board.plan.lie }
      const made = simulation.create(own, scene) as Readonly<Record<string, unknown>>
      const members = Object.entries(definition.members).map(([name, member]) => {
        const implementation = answered(member, answers[name]) ?? made[name] ?? plainMember(member)
        return [name, withFaults(implementation, { name, member, simulation, scene, plan })]
      })
      return {
        [definition.name]: withBoard(Object.fromEntries(members), board),
        [Symbol.asyncDispose]: async () => {
          if (known === undefined) board[Symbol.dispose]()
        },
      }
    },
  })
}

function configOf({ definition, config }: Simulation): z.ZodType {
  const common = {
    answers: answersSchema(definition),
    faults: faultPlanSchema.prefault({}).describe('What goes wrong from the start.'),
  }
  return z.strictObject({ ...common, ...config.shape })
}

/** What members answer, by name: of the right form, or the bench file is wrong. */
function answersSchema({ members }: Interface): z.ZodType {
  const list = Object.entries(members).flatMap(([name, member]): [string, z.ZodType][] => {
    if (member.kind === 'call') return [[name, writable(member.result).optional()]]
    return member.kind === 'items' ? [[name, z.array(writable(member.item)).optional()]] : []
  })
  return z
    .strictObject(Object.fromEntries(list))
    .optional()
    .describe('What members answer, by name, whatever they are asked; of streams the list of items.')
}

/** Bytes are written as text in a bench file. */
function writable(schema: z.ZodType): z.ZodType {
  const isBytes = schema.type === 'custom' && schema.safeParse(new Uint8Array()).success
  return isBytes ? z.string().transform((text) => new Uint8Array(Buffer.from(text))) : schema
}

function answered(member: Member, answer: unknown): unknown {
  if (answer === undefined) return undefined
  return member.kind === 'items' ? itemsOf(answer as readonly unknown[]) : () => answer
}
