import { resolve } from 'node:path'
import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { uart } from '../../runtime/interfaces/uart.ts'
import { LastingLine } from '../lasting-line/lasting-line.ts'
import { lineSettings } from '../lasting-line/line-settings.ts'
import { nameOf } from '../serial-port/find-port.ts'
import { portSettings } from '../serial-port/port-settings.ts'
import { openSerialLink } from '../serial-port/serial-link.ts'
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
  open: async ({ path, usbSerial, udev, exclusive, log, paste, appearsLater, ...settings }, context) => {
    const { device, directory, signal } = context
    const address = { path: path === undefined ? undefined : resolve(directory, path), usbSerial, udev }
    let { baudRate } = settings
    const line = await LastingLine.open(
      {
        ...{ name: nameOf(address), paste, appearsLater },
        log: log === undefined ? undefined : resolve(directory, log),
        openLink: (listener, signal) =>
          openSerialLink({ ...settings, baudRate, address, exclusive }, listener, signal),
      },
      signal,
    )
    const rateChanged = (rate: number) => {
      baudRate = rate
    }
    return {
      console: { stream: line.channel({ canWait: settings.flowControl !== 'none' }) },
      uart: createUart({ device, link: (waiting) => line.link(waiting), rateChanged }),
      [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
    }
  },
})
