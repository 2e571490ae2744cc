import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { lineSettings, openLine } from '../lasting-line/line-settings.ts'
import type { LinkListener } from '../lasting-line/link.ts'
import { nameOfAddress, openSocketLink, socketSettings } from '../lasting-line/socket-link.ts'

/** A console behind a TCP port that carries nothing but its bytes. */
export const tcpConsole = defineDriver({
  type: 'tcp-console',
  doc: 'A console on a TCP port, its bytes as they are: a terminal server in raw mode, socat, an emulator.',
  testedAgainst: "ser2net, socat's counterpart in Node",
  provides: [console],
  config: z.strictObject({ ...socketSettings, ...lineSettings }),
  open: async ({ host, port, ...settings }, context) => {
    const address = { host, port }
    const openLink = (listener: LinkListener, waiting: AbortSignal) =>
      openSocketLink(address, listener, waiting)
    const line = await openLine(settings, { name: nameOfAddress(address), openLink }, context)
    return {
      console: { stream: line.channel({ canWait: true }) },
      [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
    }
  },
})
