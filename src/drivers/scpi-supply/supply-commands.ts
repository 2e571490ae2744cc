import { z } from 'zod'

const command = z
  .string()
  .min(1)
  .refine((text) => !/\{(?!(?:value|channel)\})/.test(text), 'the placeholders are {value} and {channel}')
const commands = z
  .union([command, z.array(command).readonly()])
  .transform((given): readonly string[] => [given].flat())

const protection = z.strictObject({
  set: commands.describe('Sets the level at which it trips, and makes it trip there.'),
  tripped: command.describe('Asks whether it has tripped: 1, ON and YES mean that it has.'),
  clear: commands.describe('Forgets the trip.'),
})

/** How a supply is talked to, as data: in the bench file, or built in. `{value}` and `{channel}` are filled in. */
export const supplyCommandsSchema = z.strictObject({
  select: command.optional().describe('Stands before every command where the bench file names a channel.'),
  setVoltage: command.default('VOLT {value}'),
  voltage: command.default('VOLT?'),
  setLimit: command.default('CURR {value}'),
  limit: command.default('CURR?'),
  on: command.default('OUTP ON'),
  off: command.default('OUTP OFF'),
  output: command.default('OUTP?'),
  measureVoltage: command.default('MEAS:VOLT?'),
  measureCurrent: command.default('MEAS:CURR?'),
  overVoltage: protection.optional().describe('Its protection against too high a voltage.'),
  overCurrent: protection.optional().describe('Its protection against too high a current.'),
})

/** Commands of a supply, with defaults filled in. */
export type SupplyCommands = z.output<typeof supplyCommandsSchema>

const standardProtection = (of: string) => ({
  set: [`${of}:PROT {value}`, `${of}:PROT:STAT ON`],
  tripped: `${of}:PROT:TRIP?`,
  clear: `${of}:PROT:CLE`,
})

const rigolProtection = (of: string) => ({
  set: [`:OUTP:${of}:VAL CH{channel},{value}`, `:OUTP:${of} CH{channel},ON`],
  tripped: `:OUTP:${of}:QUES? CH{channel}`,
  clear: `:OUTP:${of}:CLEAR CH{channel}`,
})

/** What is known of common supplies, by the name that a bench file calls it. */
export const builtInSupplies = {
  /** The commands of SCPI itself, as Keysight and Rohde & Schwarz have them. */
  scpi: supplyCommandsSchema.parse({
    select: 'INST:NSEL {channel}',
    ...{ overVoltage: standardProtection('VOLT'), overCurrent: standardProtection('CURR') },
  }),
  /** Rigol DP800 and DP2000. */
  rigol: supplyCommandsSchema.parse({
    ...{ setVoltage: ':SOUR{channel}:VOLT {value}', voltage: ':SOUR{channel}:VOLT?' },
    ...{ setLimit: ':SOUR{channel}:CURR {value}', limit: ':SOUR{channel}:CURR?' },
    ...{ on: ':OUTP CH{channel},ON', off: ':OUTP CH{channel},OFF', output: ':OUTP? CH{channel}' },
    ...{ measureVoltage: ':MEAS:VOLT? CH{channel}', measureCurrent: ':MEAS:CURR? CH{channel}' },
    ...{ overVoltage: rigolProtection('OVP'), overCurrent: rigolProtection('OCP') },
  }),
} as const satisfies Readonly<Record<string, SupplyCommands>>
