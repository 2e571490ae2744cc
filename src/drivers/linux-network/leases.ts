import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { DeviceError, LabError } from '../../runtime/errors.ts'
import { quote } from '../console-shell/posix-quote.ts'
import { type DhcpClient, type DhcpClientName, dhcpClientNames, dhcpClients } from './dhcp-clients.ts'
import { parseAddresses, parseRouter } from './ip-output.ts'
import type { Ended, NetworkCommands } from './network-commands.ts'

/** An address that a DHCP server gave. */
export interface Lease {
  readonly address: string
  readonly prefix: number
  readonly server: string
  readonly router?: string
}

const CLOSING_MS = 5000

/** Addresses from DHCP servers, by the client that is there. */
export class Leases implements AsyncDisposable {
  readonly #commands: NetworkCommands
  readonly #wanted: DhcpClientName | undefined
  #client: DhcpClient | undefined
  /** Interfaces whose client runs, with the stem of its files. */
  readonly #states = new Map<string, string>()

  constructor(commands: NetworkCommands, wanted: DhcpClientName | undefined) {
    this.#commands = commands
    this.#wanted = wanted
  }

  /** Asks for an address; one that the interface has from before is asked for again. */
  async lease(
    nic: string,
    { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal },
  ): Promise<Lease> {
    using deadline = withDeadline(timeout, signal, 'The DHCP client')
    try {
      const client = await this.#find(deadline.signal)
      if (this.#states.has(nic)) await this.#tell(client.quit, nic, deadline.signal)
      else this.#states.set(nic, await this.#newState(deadline.signal))
      const ended = await this.#commands.tryRun(
        this.#line(asDaemon(client.lease), nic),
        deadline.signal,
        timeout,
      )
      return await this.#read(nic, ended, client, deadline.signal)
    } catch (error) {
      const isLate =
        isDeadline(deadline.signal.reason) || (error as { code?: string }).code === 'command-timeout'
      throw isLate ? this.#none(nic, `none came within ${timeout} ms`) : error
    }
  }

  /** Gives the address back. */
  async release(nic: string, signal: AbortSignal): Promise<void> {
    const client = await this.#find(signal)
    if (!this.#states.has(nic)) throw this.#notLeased(nic)
    await this.#commands.run(this.#line(client.release, nic), signal)
    await this.#forget(nic, signal)
  }

  /** Ends the clients that still run; addresses stay as they are. */
  async [Symbol.asyncDispose](): Promise<void> {
    const signal = AbortSignal.timeout(CLOSING_MS)
    for (const nic of [...this.#states.keys()]) {
      if (this.#client !== undefined) await this.#tell(this.#client.quit, nic, signal)
      await this.#forget(nic, signal)
    }
  }

  async #find(signal: AbortSignal): Promise<DhcpClient> {
    if (this.#client !== undefined) return this.#client
    for (const name of this.#wanted === undefined ? dhcpClientNames : [this.#wanted]) {
      const { exitCode } = await this.#commands.tryRun(`command -v ${name} || exit 1`, signal)
      if (exitCode !== 0) continue
      this.#client = dhcpClients[name]
      return dhcpClients[name]
    }
    const message = `${this.#commands.device} has no DHCP client: ${this.#wanted ?? dhcpClientNames.join(' and ')} not found.`
    throw new LabError('program-missing', message, { hint: 'Install one of them there.' })
  }

  async #newState(signal: AbortSignal): Promise<string> {
    const made = await this.#commands.run('mktemp /tmp/hil-dhcp.XXXXXX', signal)
    return made.toString().trim()
  }

  async #read(nic: string, ended: Ended, client: DhcpClient, signal: AbortSignal): Promise<Lease> {
    const said = `${ended.stdout}\n${ended.stderr}`
    const last = [...said.matchAll(new RegExp(client.bound, 'g'))].at(-1)?.groups
    if (ended.exitCode !== 0 || last === undefined)
      throw this.#none(nic, said.trim().split('\n').at(-1) ?? '')
    const { address = '', server = '' } = last
    const dev = quote(nic)
    const addresses = parseAddresses(`${await this.#commands.run(`ip -4 -o addr show dev ${dev}`, signal)}`)
    const set = addresses.find((one) => one.address === address)
    if (set === undefined) throw this.#none(nic, `${address} came, but the client did not set it`)
    const router = parseRouter(`${await this.#commands.run(`ip -4 route show dev ${dev}`, signal)}`)
    return { address, prefix: set.prefix, server, ...(router === undefined ? {} : { router }) }
  }

  #line(command: string, nic: string): string {
    return command.replaceAll('{if}', quote(nic)).replaceAll('{state}', this.#states.get(nic) ?? '')
  }

  /** Tells a client something that may come too late. */
  async #tell(command: string, nic: string, signal: AbortSignal): Promise<void> {
    await this.#commands.tryRun(this.#line(command, nic), signal)
  }

  async #forget(nic: string, signal: AbortSignal): Promise<void> {
    await this.#commands.tryRun(this.#line('rm -f {state} {state}.*', nic), signal)
    this.#states.delete(nic)
  }

  #none(nic: string, why: string): DeviceError {
    const { device } = this.#commands
    return new DeviceError('dhcp-failed', `${device} got no address for ${nic}: ${why}.`, { device })
  }

  #notLeased(nic: string): DeviceError {
    const { device } = this.#commands
    return new DeviceError('dhcp-failed', `${device} has no address for ${nic} that was leased here.`, {
      device,
    })
  }
}

/** A command line whose program stays in the background, without holding on to what reads its output. */
function asDaemon(command: string): string {
  return `${command} > {state}.log 2>&1 3>&-; ended=$?; cat {state}.log; exit $ended`
}
