import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { lineSettings, openLine } from '../lasting-line/line-settings.ts'
import type { LinkListener } from '../lasting-line/link.ts'
import { nameOfAddress, socketSettings } from '../lasting-line/socket-link.ts'
import { openTelnetLink } from '../telnet/telnet-link.ts'

/** A console behind telnet. */
export const telnet = defineDriver({
  type: 'telnet',
  doc: 'A console over telnet: a terminal server, a device with a telnet login.',
  testedAgainst: 'ser2net',
  provides: [console],
  config: z.strictObject({
    ...socketSettings,
    binary: z.boolean().default(false).describe('Whether to ask for all eight bits; agreed to in any case.'),
    terminal: z.string().default('vt100').describe('What the other side is told about the terminal.'),
    ...lineSettings,
  }),
  open: async ({ host, port, binary, terminal, ...settings }, context) => {
    const address = { host, port }
    const openLink = (listener: LinkListener, waiting: AbortSignal) =>
      openTelnetLink({ address, binary, terminal }, listener, waiting)
    const line = await openLine(settings, { name: nameOfAddress(address), openLink }, context)
    return {
      console: { stream: line.channel({ canWait: true }) },
      [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
    }
  },
})
