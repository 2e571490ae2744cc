import { z } from 'zod'
import { duration } from '../../runtime/units.ts'
import { pattern } from '../console-login/login-rules.ts'

const step = z
  .union([
    z.strictObject({ power: z.enum(['on', 'off', 'cycle']) }),
    z.strictObject({ waitFor: pattern() }),
    z.strictObject({ send: z.string() }),
    z.strictObject({ keys: z.string() }),
    z.strictObject({ pause: duration() }),
    z.strictObject({ login: z.literal(true) }),
  ])
  .describe('power, waitFor, send (a line), keys (as they are), pause or login')

/** One thing that a transition does. */
export type Step = z.output<typeof step>

const state = z.strictObject({
  says: pattern().optional().describe('Regular expression of the end of what the console says then.'),
  ask: z
    .string()
    .default('\r')
    .describe('What is typed to make it say so; nothing is typed if empty, and what it said last counts.'),
  power: z.enum(['on', 'off']).optional().describe('How the power stands then; enough for the state off.'),
})

/** How one state is recognised. */
export type State = z.output<typeof state>

const transition = z.strictObject({
  from: z.union([z.string(), z.array(z.string())]).describe('State or states it begins in; "*" is any.'),
  to: z.string().describe('State it ends in.'),
  do: z.array(step).describe('What is done, in order.'),
  cost: z.number().positive().default(1).describe('The dearer, the less it is taken.'),
  within: duration().default(60_000).describe('How long it may take.'),
})

/** One way from a state to another. */
export type Transition = z.output<typeof transition>

/** What a bench file says about the states of a device. */
export const statesConfig = z
  .strictObject({
    states: z.record(z.string(), state).describe('The states, by name.'),
    transitions: z.array(transition).describe('The ways between them.'),
    newline: z.string().default('\r').describe('What ends a line that is sent.'),
  })
  .superRefine(({ states, transitions }, context) => {
    for (const [index, { from, to }] of transitions.entries())
      for (const name of [to, ...[from].flat()])
        if (name !== '*' && !Object.hasOwn(states, name))
          context.addIssue({
            ...{ code: 'custom', path: ['transitions', index] },
            message: `there is no state "${name}"; there are ${Object.keys(states).join(', ')}`,
          })
  })

/** The states of a device, checked. */
export type StatesConfig = z.output<typeof statesConfig>
