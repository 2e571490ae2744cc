import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { network } from '../../runtime/interfaces/network.ts'
import { dhcpClientNames } from '../linux-network/dhcp-clients.ts'
import { LinuxNetwork } from '../linux-network/linux-network.ts'
import { NetworkCommands } from '../linux-network/network-commands.ts'
import { LocalShell } from '../local-shell/local-shell.ts'

/** The network interfaces of a Linux: of a device with a shell, or of the machine of the bench. */
export const linuxNetwork = defineDriver({
  type: 'linux-network',
  doc: 'Network interfaces of a Linux, by ip, tcpdump and a DHCP client. Works on the shell of the device, or on the machine of the bench where the device has none.',
  testedAgainst: 'network namespaces with dnsmasq, dhclient, udhcpc and tcpdump',
  provides: [network],
  uses: ['shell'],
  config: z.strictObject({
    namespace: z
      .string()
      .regex(/^[\w.-]+$/, 'expected letters, digits, ".", "_" and "-"')
      .optional()
      .describe('Network namespace in which the interfaces are.'),
    dhcp: z
      .enum(dhcpClientNames)
      .optional()
      .describe('The DHCP client; the first of them that is installed if left out.'),
  }),
  open: async ({ namespace, dhcp }, { device, directory, uses }) => {
    const own = new LocalShell({ program: '/bin/sh', cwd: directory, env: { LC_ALL: 'C' }, device })
    const commands = new NetworkCommands({ device, shell: uses.shell ?? own, namespace })
    const opened = new LinuxNetwork(commands, dhcp)
    return {
      network: opened.members,
      [Symbol.asyncDispose]: async () => {
        await opened[Symbol.asyncDispose]()
        await own[Symbol.asyncDispose]()
      },
    }
  },
})
