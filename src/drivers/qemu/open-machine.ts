import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenContext } from '../../runtime/driver.ts'
import { findProgram } from '../guarded-process/find-program.ts'
import { DiskImages } from '../virtual-disk/disk-image.ts'
import { createDisks, type Disks } from '../virtual-disk/disks.ts'
import { chooseAccelerator } from '../virtual-machine/accelerator.ts'
import { createArguments } from '../virtual-machine/arguments.ts'
import type { MachineConfig } from '../virtual-machine/config.ts'
import { createFirmware } from '../virtual-machine/firmware.ts'
import { VirtualMachine } from '../virtual-machine/machine.ts'
import { chooseHostPorts } from '../virtual-machine/port-forwards.ts'
import { startTpm, tpmArguments } from '../virtual-machine/tpm.ts'

/** A machine that is ready to be switched on, and what it stands on. */
export interface ReadyMachine extends AsyncDisposable {
  readonly machine: VirtualMachine
  readonly disks: Disks
  readonly images: DiskImages
  readonly folder: string
  readonly hostPorts: Readonly<Record<string, number>>
}

type Surroundings = Pick<OpenContext, 'device' | 'directory' | 'signal'>

/** Prepares a machine; nothing of it is left in the file system once it is disposed. */
export async function openMachine(config: MachineConfig, context: Surroundings): Promise<ReadyMachine> {
  const program = findProgram({ program: config.binary, package: 'qemu-system', device: context.device })
  const folder = await mkdtemp(join(shortFolder(), 'hil-qemu-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const ready = await prepare(config, { ...context, program, folder })
    const close = async () => {
      await ready.machine[Symbol.asyncDispose]()
      await remove()
    }
    return { ...ready, folder, [Symbol.asyncDispose]: close }
  } catch (error) {
    await remove()
    throw error
  }
}

/** The path of a unix socket may have some hundred characters, and a folder for temporary files nearly as many. */
function shortFolder(): string {
  const usual = tmpdir()
  return usual.length > LONGEST_FOLDER ? '/tmp' : usual
}

const LONGEST_FOLDER = 80

interface Places extends Surroundings {
  readonly program: string
  readonly folder: string
}

async function prepare(config: MachineConfig, places: Places) {
  const { device, directory, signal, program, folder } = places
  const images = new DiskImages(device)
  const parts = { device, directory, folder, images }
  const accelerator = await chooseAccelerator(config.accelerator, program, device)
  const firmware = await createFirmware(config.uefi, { ...parts, signal })
  const disks = await createDisks(config.disks, parts, signal)
  const hostPorts = await chooseHostPorts(config.network.ports)
  const tpm = config.tpm ? tpmArguments(folder) : []
  const more = [...firmware, ...disks.args, ...tpm]
  const args = createArguments(config, { directory, folder, accelerator, hostPorts, more })
  const before = config.tpm ? (starting: AbortSignal) => startTpm({ device, folder }, starting) : undefined
  const machine = new VirtualMachine({
    device,
    program,
    args,
    folder,
    directory,
    furtherPorts: Object.values(config.consoles).map((one) => one.device),
    ...(before === undefined ? {} : { before }),
  })
  return { machine, disks, images, hostPorts }
}
