import type { Selector } from '../../runtime/bench/selector.ts'
import { matchesSelector, parseSelector } from '../../runtime/bench/selector.ts'
import type { BenchDescription, DeviceDescription, HoldRequest, Waiting } from '../../runtime/connection.ts'
import { describedInterface } from '../../runtime/described-interface.ts'
import { BenchClient, devicesUnderTest } from '../../runtime/device/bench-client.ts'
import { ambiguousDevice, type Device } from '../../runtime/device/device.ts'
import { HilError, LabError, SuiteError } from '../../runtime/errors.ts'
import type { Interface } from '../../runtime/interface.ts'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import { secrets } from '../../runtime/secrets.ts'
import { stackText } from '../../runtime/stack-text.ts'
import { benchAddress } from '../config/environment.ts'
import { thirdPartyInterfaces } from './third-party-interfaces.ts'

/** A worker's way to the bench: connected when a test first needs it, kept as long as the worker lives. */
export class WorkerBench implements AsyncDisposable {
  readonly #benchFile: string
  #client: Promise<BenchClient> | undefined
  /** The hold of the spec file that runs now: another file of the same worker gives it back. */
  readonly #moreHolds = new Set<string>()
  #keepsHolds = false
  #fileHold: string | undefined

  constructor(benchFile: string) {
    this.#benchFile = benchFile
  }

  /** True if a bench was named and its process runs. */
  get exists(): boolean {
    return benchAddress(this.#benchFile) !== undefined
  }

  /** The client, connected. */
  client(): Promise<BenchClient> {
    this.#client ??= this.#connect()
    return this.#client
  }

  /** The client if any test of this worker needed it. */
  async connected(): Promise<BenchClient | undefined> {
    return this.#client
  }

  /**
   * Takes devices for a file. What this worker held goes back first, so that two files cannot wait for each other; a
   * file that has taken all devices keeps them.
   */
  async holdForFile({ key, wanted }: HoldRequest, waiting: Waiting = {}): Promise<Device[]> {
    const client = await this.client()
    const all = `${key}|all`
    if (wanted !== 'all' && this.#fileHold === all)
      return chosenFrom(await client.hold({ key: all, wanted: 'all' }, waiting), wanted)
    const request = { key: wanted === 'all' ? all : key, wanted }
    if (this.#fileHold !== undefined && this.#fileHold !== request.key) await this.releaseFile(this.#fileHold)
    this.#fileHold = request.key
    return client.hold(request, waiting).catch((error) => {
      throw withoutStack(error)
    })
  }

  /** Takes further devices for the file that runs, beside those it has. */
  async holdMore(request: HoldRequest, waiting: Waiting = {}): Promise<Device[]> {
    const devices = await (await this.client()).hold(request, waiting)
    this.#moreHolds.add(request.key)
    return devices
  }

  /** Lets the holds outlive this worker: the suite goes on in the worker that takes its place. */
  keepHolds(): void {
    this.#keepsHolds = true
  }

  /** Gives back what a file held. */
  async releaseFile(key: string): Promise<void> {
    const client = await this.#client
    for (const held of [key, ...this.#moreHolds]) await client?.release(held)
    this.#moreHolds.clear()
    this.#keepsHolds = false
    if (this.#fileHold === key) this.#fileHold = undefined
  }

  /** The devices that `board` selects: by selector, or the only one under test. */
  async wanted(board: string): Promise<readonly Selector[]> {
    if (board !== '') return [parseSelector(board)]
    const candidates = devicesUnderTest((await this.client()).description)
    const [only, second] = candidates
    if (only === undefined) throw noDevice(this.#benchFile)
    if (second !== undefined) throw ambiguousDevice(candidates as DeviceDescription[])
    return [{ name: only.name }]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const client = await this.#client?.catch(() => undefined)
    if (this.#keepsHolds) await client?.leave()
    else await client?.[Symbol.asyncDispose]()
  }

  async #connect(): Promise<BenchClient> {
    const address = benchAddress(this.#benchFile)
    if (address === undefined) throw noBench(this.#benchFile)
    // Loaded here: neither the runner nor a worker without a bench needs it, and its packages take 50 ms.
    const { connectTo } = await import('../../transport/client/remote-connection.ts')
    const { secretsOfBenchFile } = await import('../../runtime/bench/document.ts')
    for (const text of secretsOfBenchFile(this.#benchFile)) secrets.add(text)
    const connection = await connectTo(address)
    return new BenchClient(connection, interfacesOf(connection.description))
  }
}

/** Those that come with the package, and those of third parties by their description. */
function interfacesOf({ interfaces = {} }: BenchDescription): ReadonlyMap<string, Interface> {
  const own = builtInInterfaces.map((definition): [string, Interface] => [definition.name, definition])
  const others = Object.entries(thirdPartyInterfaces(interfaces))
  return new Map([
    ...own,
    ...others.map(([name, one]): [string, Interface] => [name, describedInterface(name, one)]),
  ])
}

/** Nobody's code is at fault where a device cannot be had: the message tells all, and a stack would bury it. */
function withoutStack(error: unknown): unknown {
  if (!(error instanceof HilError)) return error
  error.stack = `${error.name}: ${stackText(error.message)}`
  delete error.cause
  return error
}

function chosenFrom(devices: readonly Device[], wanted: readonly Selector[]): Device[] {
  return wanted.flatMap((selector) => devices.find((device) => matchesSelector(selector, device)) ?? [])
}

/** The error for a test that needs a bench where none is. */
function noBench(file: string): SuiteError {
  const hint = `Describe the bench in ${file}, or name its file with use: { benchFile } in playwright.config.ts.`
  return new SuiteError('bench-missing', 'The test needs a device, and there is no bench.', { hint })
}

function noDevice(file: string): LabError {
  return new LabError('no-device', `The bench ${file} has no device under test.`, {
    hint: 'Give a device the role dut.',
  })
}
