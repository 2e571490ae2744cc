import { type Bench, deviceNamed, directoryOf } from '../bench/bench-file.ts'
import type { BenchDescription, Connection } from '../connection.ts'
import { LabError, messageOf } from '../errors.ts'
import type { ImageExporters } from '../fetching/exporter-image.ts'
import type { FileStore } from '../files/file-store.ts'
import { userStore } from '../files/user-store.ts'
import { describeBench } from './abilities.ts'
import { Arbiter } from './arbiter.ts'
import { LocalConnection } from './local-connection.ts'
import { OpenDevice } from './open-device.ts'
import { ViewerRights } from './viewer-rights.ts'

/** How long opening one device may take. */
const OPEN_MS = 30_000

/** A bench in use: its devices are opened when first held, stay open over all clients, and are closed with it. */
export class BenchSession implements AsyncDisposable {
  readonly bench: Bench
  readonly description: BenchDescription
  readonly arbiter: Arbiter
  readonly files: FileStore
  readonly exporters: ImageExporters | undefined
  readonly #devices = new Map<string, Promise<OpenDevice>>()
  #closing: Promise<void> | undefined

  constructor(bench: Bench, files = userStore(process.env), exporters?: ImageExporters) {
    this.bench = bench
    this.files = files
    this.exporters = exporters
    this.description = describeBench(bench)
    this.arbiter = new Arbiter(bench.devices)
  }

  get directory(): string {
    return directoryOf(this.bench)
  }

  /** A connection for one client, in this process; a viewer only looks at what others have opened. */
  connect({ viewer = false } = {}): Connection {
    return viewer ? new LocalConnection(this, new ViewerRights(this)) : new LocalConnection(this)
  }

  /** The device if it is open, or is being opened. */
  async opened(name: string): Promise<OpenDevice | undefined> {
    return this.#devices.get(name)
  }

  /** The device, opened if it was not; a LabError if it cannot be. */
  async device(name: string): Promise<OpenDevice> {
    if (this.#closing !== undefined) throw new LabError('session-closed', 'The bench session is closed.')
    let opening = this.#devices.get(name)
    if (opening === undefined) {
      opening = this.#open(name)
      this.#devices.set(name, opening)
      opening.catch(() => this.#devices.delete(name))
    }
    return opening
  }

  /** Powers every device off and closes it, in reverse order of opening; harmless when done twice. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    await this.#closing
  }

  async #open(name: string): Promise<OpenDevice> {
    const device = deviceNamed(this.bench, name)
    try {
      return await OpenDevice.open(device, this.directory, AbortSignal.timeout(OPEN_MS))
    } catch (cause) {
      if (cause instanceof LabError) throw cause
      throw new LabError('open-failed', `The device "${name}" could not be opened: ${messageOf(cause)}`, {
        cause,
        device: name,
      })
    }
  }

  async #close(): Promise<void> {
    const failures: unknown[] = []
    for (const opening of [...this.#devices.values()].reverse()) {
      const device = await opening.catch(() => undefined)
      await device?.[Symbol.asyncDispose]().catch((error: unknown) => failures.push(error))
    }
    if (failures.length === 0) return
    throw new LabError('close-failed', failures.map(messageOf).join('\n  also: '), { cause: failures[0] })
  }
}
