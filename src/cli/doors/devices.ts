import type { BenchDescription, Connection, DeviceDescription } from '../../runtime/connection.ts'
import { clockTime } from '../../runtime/notice-text.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import type { DoorOptions } from './door-options.ts'
import { openBench } from './open-bench.ts'

/** Which devices are listed, and how. */
export interface DevicesCommand extends DoorOptions {
  readonly json?: boolean
}

interface ListedDevice extends DeviceDescription {
  /** Undefined if nobody can say. */
  readonly power?: string | undefined
}

/** Lists the devices of a bench, with who uses it and which have power. Returns the exit code. */
export async function listDevices(command: DevicesCommand, terminal: Terminal): Promise<number> {
  await using connection = await openBench({ ...command, viewer: true }, terminal)
  const { description } = connection
  const devices = await Promise.all(
    description.devices.map(async (device) => ({ ...device, power: await powerOf(device, connection) })),
  )
  if (command.json) terminal.stdout.write(`${JSON.stringify(asJson(description, devices))}\n`)
  else terminal.stdout.write(asText(description, devices))
  return EXIT.passed
}

/** A bench that nobody uses is closed, and its power is off. */
async function powerOf(device: DeviceDescription, connection: Connection): Promise<string | undefined> {
  const ability = device.abilities.find((one) => one.interface === 'power')
  if (ability === undefined) return undefined
  if (connection.description.inUse === undefined) return 'off'
  const target = { device: device.name, ability: ability.name, member: 'state' }
  try {
    return String(await connection.call(target, {}, { signal: AbortSignal.timeout(ANSWER_MS) }))
  } catch {
    return undefined // closed meanwhile, or not to be asked: the list is good without it
  }
}

const ANSWER_MS = 2000

function asJson({ file, inUse }: BenchDescription, devices: readonly ListedDevice[]): object {
  const state = inUse === undefined ? { state: 'free' } : { state: 'in use', ...inUse }
  return {
    bench: file,
    ...state,
    devices: devices.map(({ abilities, ...device }) => ({ ...device, interfaces: abilities })),
  }
}

function asText({ file, inUse }: BenchDescription, devices: readonly ListedDevice[]): string {
  const use = inUse === undefined ? 'free' : `in use by ${inUse.by} since ${clockTime(new Date(inUse.since))}`
  const rows = devices.map((device) => [
    ...[device.name, device.role, device.type ?? '–', labelsOf(device), device.power ?? '–'],
    device.abilities.map(({ name }) => name).join(' '),
  ])
  return `${file}: ${use}\n\n${table([['device', 'role', 'type', 'labels', 'power', 'interfaces'], ...rows])}`
}

function labelsOf({ labels }: DeviceDescription): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',')
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}
