import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { portNamed } from './further-ports.ts'

/** A serial port of a virtual machine beside its first one. */
export const qemuConsole = defineDriver({
  type: 'qemu-console',
  doc: 'A further serial port of a virtual machine of QEMU, which the driver qemu of the same device runs.',
  testedAgainst: "Debian's QEMU with Linux in it",
  provides: [console],
  aside: true,
  needs: ['machine'],
  config: z.strictObject({
    port: z.string().describe('Its name among the `consoles` of the machine.'),
  }),
  open: async ({ port }, { device, needs }) => ({
    console: { stream: portNamed(port, needs.machine, device) },
    [Symbol.asyncDispose]: async () => {},
  }),
})
