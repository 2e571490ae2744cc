import { resolve } from 'node:path'
import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { uart } from '../../runtime/interfaces/uart.ts'
import { lineSettings, openLine } from '../lasting-line/line-settings.ts'
import type { LinkListener } from '../lasting-line/link.ts'
import { nameOf } from '../serial-port/find-port.ts'
import { openSerialLink } from '../serial-port/open-serial-link.ts'
import { portSettings } from '../serial-port/port-settings.ts'
import { createUart } from '../serial-port/uart-access.ts'

const config = z
  .strictObject({
    path: z
      .string()
      .optional()
      .describe('The port, such as /dev/ttyUSB0, or better a link that stays: /dev/serial/by-id/….'),
    usbSerial: z.string().optional().describe('In place of path: the serial number of the USB adapter.'),
    udev: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        'In place of path, or beside usbSerial: udev properties, such as ID_USB_INTERFACE_NUM: "01".',
      ),
    ...portSettings,
    exclusive: z
      .boolean()
      .default(true)
      .describe('Whether a port that another process has open is refused, and others are kept off.'),
    ...lineSettings,
  })
  .refine(
    ({ path, usbSerial, udev }) => (path === undefined) !== (usbSerial === undefined && udev === undefined),
    {
      error: 'say which port: either path, or usbSerial and udev',
    },
  )

/** A serial port of this machine. */
export const serial = defineDriver({
  type: 'serial',
  doc: 'A serial port: a USB adapter, a UART on the mainboard.',
  testedAgainst: 'pseudo-terminals that come and go; no break or modem lines, which these lack',
  provides: [console, uart],
  config,
  open: async ({ path, usbSerial, udev, exclusive, ...settings }, context) => {
    const file = path === undefined ? undefined : resolve(context.directory, path)
    const address = { path: file, usbSerial, udev }
    let { baudRate } = settings
    const openLink = (listener: LinkListener, signal: AbortSignal) =>
      openSerialLink({ ...settings, baudRate, address, exclusive }, listener, signal)
    const line = await openLine(settings, { name: nameOf(address), openLink }, context)
    const rateChanged = (rate: number) => {
      baudRate = rate
    }
    return {
      console: { stream: line.channel({ canWait: settings.flowControl !== 'none' }) },
      uart: createUart({ device: context.device, link: (signal) => line.link(signal), rateChanged }),
      [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
    }
  },
})
