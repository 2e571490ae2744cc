import { z } from 'zod'
import type { AnyDriver, ImplementationOf } from '../../runtime/driver.ts'
import type { Interface } from '../../runtime/interface.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { storage } from '../../runtime/interfaces/storage.ts'
import { duration } from '../../runtime/units.ts'
import { CommandMembers, type CommandsByMember } from '../command-line/command-members.ts'
import { commandPower } from '../command-line/command-power.ts'
import { commandFor } from '../command-line/command-spec.ts'
import { commandStorage } from '../command-line/command-storage.ts'
import type { CommandPlace } from '../command-line/run-command-line.ts'

/** What all command drivers have in their configuration besides commands. */
const surroundings = {
  env: z.record(z.string(), z.string()).default({}).describe('Environment variables of all commands.'),
  timeout: duration().default(30_000).describe('How long a command may take that has no timeout of its own.'),
}

/** The driver that provides an interface by command lines of the bench file, one for each member. */
export function createCommandDriver(definition: Interface): AnyDriver {
  const { name } = definition
  return {
    type: `command-${name}`,
    doc: `Command lines of yours as ${name}: ${lowerFirst(definition.doc)}`,
    testedAgainst: 'programs of this machine',
    provides: [definition],
    needs: [],
    config: configOf(definition),
    open: async (config, { device, directory }) => {
      const { env, timeout, ...commands } = config as {
        env: Record<string, string>
        timeout: number
      } & CommandsByMember
      const place = { device, directory, env, timeout } as CommandPlace
      const members = new CommandMembers(definition, commands as CommandsByMember, place)
      const implementation = implementationOf(definition, members, {
        commands: commands as CommandsByMember,
        place,
      })
      return { [name]: implementation, [Symbol.asyncDispose]: () => members[Symbol.asyncDispose]() }
    },
  }
}

interface Parts {
  readonly commands: CommandsByMember
  readonly place: CommandPlace
}

/** Interfaces whose members make sense of each other have more than a command for each. */
function implementationOf(
  definition: Interface,
  members: CommandMembers,
  { commands, place }: Parts,
): unknown {
  if (definition.name === storage.name) return commandStorage(members, commands, place)
  const plain = members.implementation()
  if (definition.name !== power.name) return plain
  return commandPower(plain as ImplementationOf<typeof power>, commands, place)
}

function configOf({ members, name }: Interface): z.ZodType {
  const commands = Object.entries(members).map(([member, shape]): [string, z.ZodType] => {
    const names =
      shape.kind === 'bytes' ? [] : [...shape.params.map((one) => one.name), ...Object.keys(shape.options)]
    const placeholders = names.map((one) => `{${one}}`).join(', ')
    const doc = `Command for this: ${shape.doc}${placeholders === '' ? '' : ` Placeholders: ${placeholders}, {device}.`}`
    const command = commandFor([...names, 'device'], doc)
    return [member, shape.kind === 'bytes' ? command.unwrap() : command]
  })
  const config = z.strictObject({ ...Object.fromEntries(commands), ...surroundings })
  // What is switched on for a test is switched off after it.
  if (name === power.name)
    return config.refine((given) => has(given, 'on') && has(given, 'off'), {
      error: 'command-power needs a command for on and one for off',
    })
  return config.refine((given) => Object.keys(members).some((member) => has(given, member)), {
    error: `command-${name} needs a command for at least one of ${Object.keys(members).join(', ')}`,
  })
}

function has(config: object, member: string): boolean {
  return (config as Record<string, unknown>)[member] !== undefined
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
