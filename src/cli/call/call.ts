import type { Connection, Target } from '../../runtime/connection.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { DoorOptions } from '../doors/door-options.ts'
import { findTarget } from '../doors/find-target.ts'
import { holdDevice } from '../doors/hold-device.ts'
import { onInterrupt } from '../doors/interrupted.ts'
import { openBench } from '../doors/open-bench.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { parseCallArguments } from './call-arguments.ts'
import { memberHelp, memberList } from './call-help.ts'
import { type OutputOptions, printResult } from './call-output.ts'
import { interfaceForms } from './interface-forms.ts'
import { kebab, type MemberForm, type NamedMember } from './member-form.ts'

/** What is called, and how its result is printed. */
export interface CallCommand extends DoorOptions, OutputOptions {
  /** `board.power.cycle` */
  readonly target: string
  /** Parameters in order and options, as they were typed. */
  readonly values: readonly string[]
  /** End after so many items. */
  readonly count?: string
  /** Only tell what the member does. */
  readonly help?: boolean
}

/** Calls a member of a device and prints what it answers. Returns the exit code. */
export async function callMember(command: CallCommand, terminal: Terminal): Promise<number> {
  const limit = countOf(command)
  using signal = onInterrupt()
  await using connection = await openBench(command, terminal)
  const { member, target } = findMember(command, connection)
  if (command.help) {
    terminal.stdout.write(memberHelp(member))
    return EXIT.passed
  }
  const params = parseCallArguments(member, command.values)
  const print = (value: unknown) => printResult(value, { ...command, schema: member.form.result }, terminal)
  try {
    await holdDevice(connection, target.device, { signal })
    if (member.form.kind === 'call') print(await connection.call(target, params, { signal }))
    else await printItems(connection.items(target, params, { signal }), { limit, print })
    return EXIT.passed
  } catch (error) {
    if (!signal.aborted) throw error
    return EXIT.interrupted
  }
}

interface ItemPrinting {
  readonly limit: number
  readonly print: (value: unknown) => void
}

async function printItems(items: AsyncIterable<unknown>, { limit, print }: ItemPrinting): Promise<void> {
  let left = limit
  if (left === 0) return
  for await (const item of items) {
    print(item)
    left -= 1
    if (left === 0) return
  }
}

function countOf({ count }: CallCommand): number {
  if (count === undefined) return Number.POSITIVE_INFINITY
  if (/^\d+$/.test(count)) return Number(count)
  throw new SuiteError('wrong-argument', `--count takes a number of items, got "${count}".`)
}

function findMember(
  { target: text }: CallCommand,
  { description }: Connection,
): { readonly member: NamedMember; readonly target: Target } {
  const found = findTarget(text, description)
  const forms = interfaceForms(found.interface, description)
  const name = [...forms.keys()].find((one) => one === found.member || kebab(one) === found.member)
  const form = name === undefined ? undefined : forms.get(name)
  const prefix = `${found.device.name}.${found.ability}`
  if (name === undefined || form === undefined) throw unknownMember(found.member, prefix, forms)
  if (form.kind === 'bytes' || form.kind === 'connection') throw bytesMember(`${prefix}.${name}`)
  const target = { device: found.device.name, ability: found.ability, member: name }
  return { member: { target: `${prefix}.${name}`, form }, target }
}

function unknownMember(name: string, prefix: string, forms: ReadonlyMap<string, MemberForm>): SuiteError {
  const near = didYouMean(name, [...forms.keys()])
  const hint = [near, `There is:\n${memberList(prefix, forms).trimEnd()}`].filter(Boolean).join('\n  ')
  return new SuiteError('unknown-member', `${prefix} has no member "${name}".`, { hint })
}

function bytesMember(target: string): SuiteError {
  const hint = `Use hil console ${target}, or hil forward ${target} PORT.`
  return new SuiteError('not-callable', `${target} is a stream of bytes, which is not called.`, { hint })
}
