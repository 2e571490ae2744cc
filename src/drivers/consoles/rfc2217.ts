import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { uart } from '../../runtime/interfaces/uart.ts'
import { lineSettings, openLine } from '../lasting-line/line-settings.ts'
import type { LinkListener } from '../lasting-line/link.ts'
import { nameOfAddress, socketSettings } from '../lasting-line/socket-link.ts'
import { openComPortLink } from '../rfc2217/com-port-link.ts'
import { portSettings } from '../serial-port/port-settings.ts'
import { createUart } from '../serial-port/uart-access.ts'

/** A serial port of another machine. */
export const rfc2217 = defineDriver({
  type: 'rfc2217',
  doc: 'A serial port of a server in the network, with its baud rate, break and modem lines (RFC 2217).',
  testedAgainst: 'ser2net, and the server of pyserial',
  provides: [console, uart],
  config: z.strictObject({ ...socketSettings, ...portSettings, ...lineSettings }),
  open: async ({ host, port, ...settings }, context) => {
    const address = { host, port }
    let { baudRate } = settings
    const openLink = (listener: LinkListener, signal: AbortSignal) =>
      openComPortLink({ address, settings: { ...settings, baudRate } }, listener, signal)
    const line = await openLine(settings, { name: nameOfAddress(address), openLink }, context)
    const rateChanged = (rate: number) => {
      baudRate = rate
    }
    return {
      console: { stream: line.channel({ canWait: true }) },
      uart: createUart({ device: context.device, link: (signal) => line.link(signal), rateChanged }),
      [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
    }
  },
})
