import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { network } from '../../runtime/interfaces/network.ts'
import { defineSimulation } from '../simulated/simulation.ts'

const POLL_MS = 10
/** The head of a pcap file of Ethernet packets, with none in it. */
const EMPTY_PCAP = 'd4c3b2a1020004000000000000000000ffff000001000000'

/** Network interfaces that go up and down, with a DHCP server that always has an address. */
export const simulatedNetwork = defineSimulation(network, {
  config: {
    interfaces: z
      .record(
        z.string(),
        z.strictObject({ address: z.string().default('192.0.2.10').describe('What DHCP gives.') }),
      )
      .default({ eth0: { address: '192.0.2.10' } })
      .describe('The interfaces, by name.'),
  },
  create: ({ interfaces }, { device, board }) => {
    const names = Object.keys(interfaces)
    const down = new Set<string>()
    const leased = new Set<string>()
    let captures = 0
    const check = (name: string) => {
      if (!names.includes(name))
        throw new DeviceError(
          'simulated-missing',
          `${device} has no interface ${name}; it has ${names.join(', ')}.`,
        )
      return name
    }
    const state = (name: string) => (board.networkLost || down.has(check(name)) ? 'down' : 'up')
    const address = (name: string) => interfaces[name]?.address ?? ''
    const lease = (name: string) => {
      if (state(name) === 'down')
        throw new DeviceError('dhcp-failed', `No DHCP server answers: the link of ${name} is down.`)
      leased.add(name)
      return { address: address(name), prefix: 24, server: '192.0.2.1', router: '192.0.2.1' }
    }
    return {
      interfaces: () => names,
      up: ({ interface: name }) => void down.delete(check(name)),
      down: ({ interface: name }) => void down.add(check(name)),
      link: ({ interface: name }) => ({ state: state(name), mac: macOf(names.indexOf(name)), mtu: 1500 }),
      waitForLink: async ({ interface: name, state: wanted, timeout }, { signal }) => {
        for (
          const end = performance.now() + timeout;
          state(name) !== wanted;
          await sleep(POLL_MS, { signal })
        )
          if (performance.now() > end)
            throw new DeviceError('link-state', `The link of ${name} is not ${wanted} in time.`)
      },
      addresses: ({ interface: name }) =>
        leased.has(check(name)) ? [{ family: 'ipv4', address: address(name), prefix: 24 }] : [],
      lease: ({ interface: name }) => lease(name),
      renew: ({ interface: name }) => lease(name),
      release: ({ interface: name }) => void leased.delete(check(name)),
      startCapture: ({ interface: name }) => {
        check(name)
        return ++captures
      },
      stopCapture: () => new Uint8Array(Buffer.from(EMPTY_PCAP, 'hex')),
    }
  },
})

function macOf(index: number): string {
  return `02:00:00:00:00:${(index + 1).toString(16).padStart(2, '0')}`
}
