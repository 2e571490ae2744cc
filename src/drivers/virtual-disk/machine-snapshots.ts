import type { ImplementationOf } from '../../runtime/driver.ts'
import { LabError, SuiteError } from '../../runtime/errors.ts'
import type { snapshots } from '../../runtime/interfaces/snapshots.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { VirtualMachine } from '../virtual-machine/machine.ts'
import type { DiskImages } from './disk-image.ts'
import type { Disks } from './disks.ts'

/** Writing out the memory of a large machine takes its time. */
const STATE_MS = 300_000

/** What states are kept with. */
export interface SnapshotParts {
  readonly machine: VirtualMachine
  readonly disks: Disks
  readonly images: DiskImages
}

/** Keeps states of the machine, in the images of its disks. */
export function createSnapshots(parts: SnapshotParts): ImplementationOf<typeof snapshots> {
  const { machine, disks, images } = parts
  const list = (signal: AbortSignal) => images.states(statesOf(parts), signal)
  const requireState = async (name: string, signal: AbortSignal) => {
    const names = (await list(signal)).map((state) => state.name)
    if (!names.includes(name)) throw unknownState(machine.device, name, names)
  }
  /** The monitor answers a command like these with nothing, or with what went wrong. */
  const order = async (command: string, signal: AbortSignal) => {
    const answer = await machine.monitor(command, { signal, timeout: STATE_MS })
    if (answer.trim() !== '') throw refused(machine.device, command, answer.trim())
  }
  return {
    save: async ({ name }, { signal }) => {
      statesOf(parts)
      await order(`savevm ${name}`, signal)
    },
    restore: async ({ name }, { signal }) => {
      await requireState(name, signal)
      if (machine.isOn) await order(`loadvm ${name}`, signal)
      else await machine.on(signal, ['-loadvm', name])
    },
    remove: async ({ name }, { signal }) => {
      await requireState(name, signal)
      if (machine.isOn) await order(`delvm ${name}`, signal)
      else for (const path of imagesOf(disks)) await images.removeState(path, name, signal)
    },
    list: (_, { signal }) => list(signal),
  }
}

function imagesOf({ paths, states }: Disks): readonly string[] {
  return paths.length > 0 ? paths : states === undefined ? [] : [states]
}

function statesOf({ machine: { device }, disks }: SnapshotParts): string {
  if (disks.states !== undefined) return disks.states
  throw new LabError('program-missing', `${device} can keep no states without the program "qemu-img".`, {
    device,
    hint: 'On Debian: apt-get install qemu-utils',
  })
}

function unknownState(device: string, name: string, names: readonly string[]): SuiteError {
  const hint = didYouMean(name, names) ?? 'Keep one first, with "Save Snapshot".'
  return new SuiteError('unknown-snapshot', `${device} has no state "${name}".`, { hint, device })
}

function refused(device: string, command: string, answer: string): LabError {
  return new LabError('qemu-refused', `QEMU refused "${command}" for ${device}: ${answer}`, { device })
}
