import { z } from 'zod'
import { call, defineInterface, items, param } from '../interface.ts'
import { duration } from '../units.ts'

const nic = param('interface', z.string(), 'Name of the network interface, such as eth0.')
const filter = z
  .string()
  .default('')
  .describe('Which packets, as tcpdump writes it: `udp port 67`; all if empty.')
const address = z.object({
  family: z.enum(['ipv4', 'ipv6']),
  address: z.string(),
  prefix: z.number().int().describe('Length of the network part, in bits.'),
})
const lease = z.object({
  address: z.string().describe('The address that the server gave.'),
  prefix: z.number().int().describe('Length of the network part, in bits.'),
  server: z.string().describe('Address of the server that gave it.'),
  router: z.string().optional().describe('Where packets to elsewhere go, if the server said so.'),
})
const timeout = duration().default(30_000).describe('How long to wait at most.')

/** The network interfaces of a device, and what passes over them. */
export const network = defineInterface({
  name: 'network',
  version: 1,
  doc: 'Switches, addresses and listens to the network interfaces of a device.',
  members: {
    interfaces: call({
      doc: 'Names the network interfaces of the device.',
      readOnly: true,
      result: z.array(z.string()),
    }),
    up: call({
      doc: 'Switches an interface on; its link may need a moment.',
      params: [nic],
      result: z.void(),
    }),
    down: call({ doc: 'Switches an interface off.', params: [nic], result: z.void() }),
    link: call({
      doc: 'Tells the state of the link of an interface.',
      readOnly: true,
      params: [nic],
      result: z.object({
        state: z.enum(['up', 'down']).describe('up: switched on and connected, so that packets pass.'),
        mac: z.string().describe('Its hardware address; empty if it has none.'),
        mtu: z.number().int().meta({ unit: 'B', description: 'The longest packet that passes.' }),
      }),
    }),
    waitForLink: call({
      doc: 'Waits until the link of an interface is up, or down.',
      readOnly: true,
      params: [nic],
      options: { state: z.enum(['up', 'down']).default('up').describe('up or down.'), timeout },
      result: z.void(),
    }),
    addresses: call({
      doc: 'Lists the addresses of an interface.',
      readOnly: true,
      params: [nic],
      result: z.array(address),
    }),
    lease: call({
      doc: 'Asks a DHCP server for an address and sets it.',
      params: [nic],
      options: { timeout },
      result: lease,
    }),
    renew: call({
      doc: 'Asks the DHCP server again for the address that the interface has.',
      params: [nic],
      options: { timeout },
      result: lease,
    }),
    release: call({ doc: 'Gives the address back to the DHCP server.', params: [nic], result: z.void() }),
    startCapture: call({
      doc: 'Starts to write down the packets of an interface, and gives the capture a number. Packets that come after its answer are not missed.',
      params: [nic],
      options: { filter },
      result: z.number().int(),
    }),
    stopCapture: call({
      doc: 'Ends a capture and gives what it wrote down.',
      params: [param('capture', z.coerce.number().int(), 'The number that the start of the capture gave.')],
      result: z.instanceof(Uint8Array).describe('A pcap file, as Wireshark reads it.'),
    }),
    packets: items({
      doc: 'Reports packets of an interface as they pass.',
      readOnly: true,
      params: [nic],
      options: { filter },
      item: z.object({
        time: z.number().meta({ unit: 'ms', description: 'Milliseconds since the Unix epoch.' }),
        length: z.number().int().meta({ unit: 'B', description: 'Length on the line.' }),
        data: z.instanceof(Uint8Array).describe('The packet, with its link header.'),
      }),
    }),
  },
})
