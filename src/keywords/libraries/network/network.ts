import { DeviceError } from '../../../runtime/errors.ts'
import { network } from '../../../runtime/interfaces/network.ts'
import { oneOf, text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

const NEEDS = { interface: 'network' } as const
const nic = arg('interface', text, 'Name of the network interface, such as eth0.')

const checks = [
  defineKeyword({
    name: 'Link Should Be',
    phrases: ['Link of {interface} should be {state}'],
    doc: 'Fails unless the link of a network interface is up, or down.',
    ...NEEDS,
    arguments: [nic, arg('state', oneOf('up', 'down'), 'up or down.')],
    run: async (values, context) => {
      const { state } = await context.device().network.link(values.interface, { signal: context.signal })
      if (state !== values.state)
        throw new DeviceError(
          'link-state',
          `The link of ${values.interface} should be ${values.state}, but it is ${state}.`,
        )
    },
  }),
  defineKeyword({
    name: 'Interface Should Have Address',
    phrases: ['Interface {interface} should have address {address}'],
    doc: 'Fails unless a network interface has an address. Returns all that it has.',
    ...NEEDS,
    arguments: [
      nic,
      arg('address', text, 'The address, with or without its prefix: 10.0.0.5 or 10.0.0.5/24.'),
    ],
    run: async (values, context) => {
      const list = await context.device().network.addresses(values.interface, { signal: context.signal })
      const shown = list.map(({ address, prefix }) => `${address}/${prefix}`)
      const found = shown.some((one) => one === values.address || one.startsWith(`${values.address}/`))
      if (found) return shown
      const has = shown.length === 0 ? 'none' : shown.join(', ')
      throw new DeviceError(
        'address-missing',
        `${values.interface} should have ${values.address}; it has ${has}.`,
      )
    },
  }),
]

/** Keywords for the network interfaces of a device. */
export const networkLibrary = defineLibrary('Network', network.doc, [
  ...checks,
  ...withPhrases(generateKeywords(network), {
    'Network Up': ['Switch interface {interface} on'],
    'Network Down': ['Switch interface {interface} off'],
    'Network Wait For Link': ['Wait until link of {interface} is {state} [within {timeout}]'],
    'Network Lease': ['Get address for {interface} by DHCP [within {timeout}]'],
    'Network Renew': ['Renew address of {interface} [within {timeout}]'],
    'Network Release': ['Release address of {interface}'],
    'Network Start Capture': ['Start capture of {interface}'],
    'Network Stop Capture': ['Stop capture {capture}'],
    'Network Packets': ['Take {count} packets of {interface}'],
  }),
])
