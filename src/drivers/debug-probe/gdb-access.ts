import { resolve } from 'node:path'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import type { debug } from '../../runtime/interfaces/debug.ts'
import type { ServerAddress } from './asked-socket.ts'
import { GdbLink } from './gdb-link.ts'
import { type GdbRegisters, readGdbRegisters, registerNumber } from './gdb-registers.ts'
import { readLocatedImage } from './located-image.ts'
import { probeRefused } from './probe-error.ts'

/** How a server of gdb's protocol is used. */
export interface GdbOptions {
  readonly address: ServerAddress
  readonly directory: string
  /** What resets the processor, in the words of the server's monitor. */
  readonly resetCommand: string
  readonly endian: 'little' | 'big'
}

/** A processor behind gdb's remote protocol. Connects when it is used first, and again if the server came back. */
export class GdbAccess implements AsyncDisposable {
  readonly #options: GdbOptions
  #link: GdbLink | undefined
  #registers: GdbRegisters | undefined

  constructor(options: GdbOptions) {
    this.#options = options
  }

  get implementation(): ImplementationOf<typeof debug> {
    return {
      halt: async (_, { signal }) => (await this.#open(signal)).halt(signal),
      resume: async (_, { signal }) => (await this.#open(signal)).resume(signal),
      reset: ({ halt }, context) => this.#reset(halt, context),
      state: async (_, { signal }) => ((await this.#open(signal)).isRunning ? 'running' : 'halted'),
      flash: ({ image, address }, context) => this.#flash(image, address, context),
      readMemory: async ({ address, length }, { signal }) =>
        (await this.#open(signal)).readMemory(address, length, signal),
      writeMemory: async ({ address, data }, { signal }) =>
        (await this.#open(signal)).writeMemory(address, data, signal),
      readRegister: ({ register }, context) => this.#register(register, context),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#link?.[Symbol.asyncDispose]()
    this.#link = undefined
  }

  async #open(signal: AbortSignal): Promise<GdbLink> {
    if (this.#link?.isLost === true) this.#link = undefined
    this.#link ??= await GdbLink.open(this.#options.address, signal)
    return this.#link
  }

  async #reset(halt: boolean, { signal }: CallContext): Promise<void> {
    const link = await this.#open(signal)
    await link.halt(signal)
    const command = Buffer.from(this.#options.resetCommand).toString('hex')
    const answer = await link.ask(`qRcmd,${command}`, signal)
    if (answer === '' || /^E\d\d$/.test(answer))
      throw probeRefused(
        'Resetting the processor',
        `its server does not know "${this.#options.resetCommand}"`,
      )
    if (!halt) await link.resume(signal)
  }

  async #flash(image: string, address: number | undefined, { signal }: CallContext) {
    const file = resolve(this.#options.directory, image)
    const segments = await readLocatedImage(file, address)
    const link = await this.#open(signal)
    await link.halt(signal)
    for (const segment of segments) await link.writeMemory(segment.address, segment.bytes, signal)
    for (const segment of segments) {
      const got = await link.readMemory(segment.address, segment.bytes.length, signal)
      const different = got.findIndex((byte, index) => byte !== segment.bytes[index])
      if (different >= 0) throw differs(file, segment.address + different)
    }
    return { bytes: segments.reduce((sum, { bytes }) => sum + bytes.length, 0) }
  }

  async #register(name: string, { signal }: CallContext): Promise<number> {
    const link = await this.#open(signal)
    this.#registers ??= await readGdbRegisters(link, signal)
    const answer = await link.ask(`p${registerNumber(this.#registers, name).toString(16)}`, signal)
    if (!/^([0-9a-f]{2})+$/.test(answer)) throw probeRefused(`Reading ${name}`, answer)
    const bytes = Buffer.from(answer, 'hex')
    if (this.#options.endian === 'little') bytes.reverse()
    return Number(BigInt(`0x${bytes.toString('hex')}`))
  }
}

function differs(file: string, address: number): DeviceError {
  const message = `The memory differs from ${file} at 0x${address.toString(16).toUpperCase()}.`
  return new DeviceError('verify-failed', message, {
    hint: 'gdb writes flash like RAM: that works with emulators and with probes that see to it. Others: the driver openocd.',
  })
}
