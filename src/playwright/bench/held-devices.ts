import type { DeviceSource } from '../../keywords/interpreter/run-state.ts'
import { matchesSelector, parseSelector } from '../../runtime/bench/selector.ts'
import type { Device } from '../../runtime/device/device.ts'
import { SuiteError } from '../../runtime/errors.ts'

/** The devices that a test uses: those it was given, and one of them that keywords speak to. */
export class HeldDevices implements DeviceSource {
  readonly #devices: Device[]
  readonly #take: (selector: string, signal: AbortSignal) => Promise<Device[]>
  #current: Device | undefined

  constructor(
    devices: readonly Device[],
    take: (selector: string, signal: AbortSignal) => Promise<Device[]>,
  ) {
    this.#devices = [...devices]
    this.#current = devices[0]
    this.#take = take
  }

  current(): Device {
    if (this.#current !== undefined) return this.#current
    const hint = 'Choose one with Connect To Exporter    selector=…, or describe a bench in bench.yaml.'
    throw new SuiteError('no-device-chosen', 'No device is in use here.', { hint })
  }

  board(index: number): Device {
    const device = this.#devices[index]
    if (device !== undefined) return device
    throw new SuiteError('no-device-chosen', `The suite has no device for its board ${index + 1}.`)
  }

  /** Those of some interfaces that none of the devices offers. */
  lacking(interfaces: readonly string[]): string[] {
    return interfaces.filter((name) => !this.#devices.some((device) => device.offers(name)))
  }

  async use(selector: string, signal: AbortSignal): Promise<Device> {
    if (selector.trim() === '') return this.current()
    const wanted = parseSelector(selector)
    const held = this.#devices.find((device) => matchesSelector(wanted, device))
    const [device] = held === undefined ? await this.#take(selector, signal) : [held]
    if (device === undefined) throw new SuiteError('no-device-matches', `No device matches ${selector}.`)
    if (held === undefined) this.#devices.push(device)
    this.#current = device
    return device
  }

  leave(): void {
    this.#current = undefined
  }
}
