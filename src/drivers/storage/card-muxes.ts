import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { mux } from '../../runtime/interfaces/mux.ts'
import { duration } from '../../runtime/units.ts'
import { createMux, type MuxTool, muxToolSchema } from '../card-mux/mux-tool.ts'

const times = { timeout: duration().default(15_000).describe('How long the tool may take.') }
const close = { [Symbol.asyncDispose]: async () => {} }

const SD_WIRE: Omit<MuxTool, 'program'> = {
  host: [['--device-serial={serial}'], '--ts'],
  dut: [['--device-serial={serial}'], '--dut'],
  position: [['--device-serial={serial}'], '--status'],
  says: { host: 'SD connected to:\\s*TS', dut: 'SD connected to:\\s*DUT' },
}

const USB_SD_MUX: Omit<MuxTool, 'program'> = {
  host: ['{path}', 'host'],
  dut: ['{path}', 'dut'],
  off: ['{path}', 'off'],
  position: ['{path}', 'get'],
  says: { host: '^host', dut: '^dut', off: '^off' },
}

/** SDWire, an SD card switch. */
export const sdWire = defineDriver({
  type: 'sd-wire',
  doc: 'Switches an SD card by an SDWire or SD-MUX, with sd-mux-ctrl.',
  testedAgainst: 'a program that says what sd-mux-ctrl says',
  provides: [mux],
  config: z.strictObject({
    serial: z.string().optional().describe('Serial number of the SDWire; needed where there are several.'),
    program: z.string().default('sd-mux-ctrl').describe('The program, by name or path.'),
    ...times,
  }),
  open: async ({ program, timeout, serial }, { directory }) => ({
    mux: createMux({ tool: { ...SD_WIRE, program }, values: { serial }, directory, timeout }),
    ...close,
  }),
})

/** USB-SD-Mux, an SD card switch. */
export const usbSdMux = defineDriver({
  type: 'usb-sd-mux',
  doc: 'Switches an SD card by a USB-SD-Mux, with usbsdmux.',
  testedAgainst: 'a program that says what usbsdmux says',
  provides: [mux],
  config: z.strictObject({
    path: z.string().describe('Its device, such as /dev/usb-sd-mux/id-000000001234 or /dev/sg1.'),
    program: z.string().default('usbsdmux').describe('The program, by name or path.'),
    ...times,
  }),
  open: async ({ program, timeout, path }, { directory }) => ({
    mux: createMux({ tool: { ...USB_SD_MUX, program }, values: { path }, directory, timeout }),
    ...close,
  }),
})

/** Any card switch with a command-line tool, described in the bench file. */
export const muxTool = defineDriver({
  type: 'mux-tool',
  doc: 'Switches a card by any command-line tool, which the bench file describes.',
  testedAgainst: 'a program of our own',
  provides: [mux],
  config: muxToolSchema.extend(times),
  open: async ({ timeout, ...tool }, { directory }) => ({
    mux: createMux({ tool, values: {}, directory, timeout }),
    ...close,
  }),
})
