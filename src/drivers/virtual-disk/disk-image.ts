import { execa } from 'execa'
import { LabError } from '../../runtime/errors.ts'
import { findProgram } from '../guarded-process/find-program.ts'

/** A state that an image holds. */
export interface KeptState {
  readonly name: string
  readonly time: number
  readonly bytes: number
}

interface ImageFacts {
  readonly 'virtual-size': number
  readonly snapshots?: readonly {
    readonly name: string
    readonly 'vm-state-size': number
    readonly 'date-sec': number
    readonly 'date-nsec': number
  }[]
}

/** What qemu-img does for the disks of a device. */
export class DiskImages {
  readonly #device: string

  constructor(device: string) {
    this.#device = device
  }

  /** Makes an image that holds only what is written over another one. */
  async overlay(path: string, base: string, format: 'raw' | 'qcow2', signal: AbortSignal): Promise<void> {
    await this.#run(['create', '-q', '-f', 'qcow2', '-b', base, '-F', format, path], signal)
  }

  async empty(path: string, bytes: number, signal: AbortSignal): Promise<void> {
    await this.#run(['create', '-q', '-f', 'qcow2', path, String(bytes)], signal)
  }

  /** Writes all that a disk holds into a plain file, also while a machine uses it. */
  async flatten(path: string, target: string, signal: AbortSignal): Promise<void> {
    await this.#run(['convert', '-U', '-O', 'raw', path, target], signal)
  }

  /** A copy of a plain image that can hold states. */
  async copy(source: string, target: string, signal: AbortSignal): Promise<void> {
    await this.#run(['convert', '-f', 'raw', '-O', 'qcow2', source, target], signal)
  }

  async states(path: string, signal: AbortSignal): Promise<KeptState[]> {
    const { snapshots = [] } = await this.#facts(path, signal)
    return snapshots.map((state) => ({
      name: state.name,
      time: state['date-sec'] * 1000 + Math.floor(state['date-nsec'] / 1e6),
      bytes: state['vm-state-size'],
    }))
  }

  /** Size of the disk that an image stands for, in bytes. */
  async sizeOf(path: string, signal: AbortSignal): Promise<number> {
    return (await this.#facts(path, signal))['virtual-size']
  }

  async removeState(path: string, name: string, signal: AbortSignal): Promise<void> {
    await this.#run(['snapshot', '-d', name, path], signal)
  }

  async #facts(path: string, signal: AbortSignal): Promise<ImageFacts> {
    return JSON.parse(await this.#run(['info', '-U', '--output=json', path], signal)) as ImageFacts
  }

  async #run(args: readonly string[], signal: AbortSignal): Promise<string> {
    const program = findProgram({ program: 'qemu-img', package: 'qemu-utils', device: this.#device })
    const { exitCode, stdout, stderr } = await execa(program, args, { reject: false, cancelSignal: signal })
    signal.throwIfAborted()
    if (exitCode === 0) return stdout
    throw new LabError('disk-image', `qemu-img failed for a disk of ${this.#device}: ${stderr}`, {
      device: this.#device,
    })
  }
}
