import { isDeadline, sleep, withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import type { network } from '../../runtime/interfaces/network.ts'
import { quote } from '../console-shell/posix-quote.ts'
import { Captures } from './captures.ts'
import type { DhcpClientName } from './dhcp-clients.ts'
import { type LinkLine, parseAddresses, parseLinks } from './ip-output.ts'
import { Leases } from './leases.ts'
import type { NetworkCommands } from './network-commands.ts'

const POLL_MS = 100

/** The network interfaces of a Linux, by its command-line tools. */
export class LinuxNetwork implements AsyncDisposable {
  readonly members: ImplementationOf<typeof network>
  readonly #commands: NetworkCommands
  readonly #leases: Leases
  readonly #captures: Captures

  constructor(commands: NetworkCommands, dhcp: DhcpClientName | undefined) {
    this.#commands = commands
    this.#leases = new Leases(commands, dhcp)
    this.#captures = new Captures(commands)
    this.members = { ...this.#linkMembers(), ...this.#addressMembers(), ...this.#captureMembers() }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#captures[Symbol.asyncDispose]()
    await this.#leases[Symbol.asyncDispose]()
  }

  #linkMembers(): Pick<
    ImplementationOf<typeof network>,
    'interfaces' | 'up' | 'down' | 'link' | 'waitForLink'
  > {
    return {
      interfaces: async (_, { signal }) =>
        parseLinks(`${await this.#commands.run('ip -o link show', signal)}`).map(({ name }) => name),
      up: async ({ interface: nic }, { signal }) => {
        await this.#commands.run(`ip link set dev ${quote(nic)} up`, signal)
      },
      down: async ({ interface: nic }, { signal }) => {
        await this.#commands.run(`ip link set dev ${quote(nic)} down`, signal)
      },
      link: async ({ interface: nic }, { signal }) => {
        const { state, mac, mtu } = await this.#link(nic, signal)
        return { state, mac, mtu }
      },
      waitForLink: ({ interface: nic, state, timeout }, { signal }) =>
        this.#waitForLink(nic, state, { timeout, signal }),
    }
  }

  #addressMembers(): Pick<ImplementationOf<typeof network>, 'addresses' | 'lease' | 'renew' | 'release'> {
    return {
      addresses: async ({ interface: nic }, { signal }) =>
        parseAddresses(`${await this.#commands.run(`ip -o addr show dev ${quote(nic)}`, signal)}`),
      lease: ({ interface: nic, timeout }, { signal }) => this.#leases.lease(nic, { timeout, signal }),
      renew: ({ interface: nic, timeout }, { signal }) => this.#leases.lease(nic, { timeout, signal }),
      release: ({ interface: nic }, { signal }) => this.#leases.release(nic, signal),
    }
  }

  #captureMembers(): Pick<ImplementationOf<typeof network>, 'startCapture' | 'stopCapture' | 'packets'> {
    return {
      startCapture: (captured, { signal }) => this.#captures.start(captured, signal),
      stopCapture: async ({ capture }, { signal }) =>
        new Uint8Array(await this.#captures.stop(capture, signal)),
      packets: (captured, { signal }) => this.#captures.packets(captured, signal),
    }
  }

  async #link(nic: string, signal: AbortSignal): Promise<LinkLine> {
    const [link] = parseLinks(`${await this.#commands.run(`ip -o link show dev ${quote(nic)}`, signal)}`)
    if (link !== undefined) return link
    throw new DeviceError('network-command', `${this.#commands.device}: ip says nothing about ${nic}.`)
  }

  async #waitForLink(
    nic: string,
    wanted: 'up' | 'down',
    { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal },
  ): Promise<void> {
    using deadline = withDeadline(timeout, signal, `Waiting for the link of ${nic}`)
    try {
      while ((await this.#link(nic, deadline.signal)).state !== wanted)
        await sleep(POLL_MS, { signal: deadline.signal })
    } catch (error) {
      if (!isDeadline(deadline.signal.reason)) throw error
      const { device } = this.#commands
      const message = `The link of ${nic} should be ${wanted}, but it was not; ${deadline.signal.reason.message}.`
      throw new DeviceError('link-state', message, { device })
    }
  }
}
