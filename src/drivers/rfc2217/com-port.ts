import type { PortSettings } from '../serial-port/port-settings.ts'

/** Commands of RFC 2217 as this side sends them; the other side answers with the same number and 100 more. */
export const COMMANDS = {
  baudRate: 1,
  dataBits: 2,
  parity: 3,
  stopBits: 4,
  control: 5,
  lineState: 6,
  modemState: 7,
  suspend: 8,
  resume: 9,
  lineStateMask: 10,
  modemStateMask: 11,
} as const
/** Difference between a command and the server's answer to it. */
export const ANSWER = 100

/** Values of the control command. */
export const CONTROL = { breakOn: 5, breakOff: 6, dtrOn: 8, dtrOff: 9, rtsOn: 11, rtsOff: 12 } as const

/** The same values, for people. */
export const CONTROL_WORDS: Readonly<Record<number, string>> = {
  ...{ 1: 'no flow control', 2: 'XON and XOFF', 3: 'RTS and CTS', 5: 'break', 6: 'no break' },
  ...{ 8: 'DTR on', 9: 'DTR off', 11: 'RTS on', 12: 'RTS off' },
}

const PARITIES = { none: 1, odd: 2, even: 3, mark: 4, space: 5 } as const
const STOP_BITS = { 1: 1, 2: 2, 1.5: 3 } as const
const FLOW = { none: 1, software: 2, hardware: 3 } as const

/** One command: its number and what follows. */
export interface ComPortCommand {
  readonly command: number
  readonly value: readonly number[]
}

/** The command that sets a rate. */
export function setBaudRate(rate: number): ComPortCommand {
  const value = Buffer.alloc(4)
  value.writeUInt32BE(rate)
  return { command: COMMANDS.baudRate, value: [...value] }
}

/** The commands that make a port what the settings say, in order. */
export function settingCommands(settings: PortSettings): ComPortCommand[] {
  const { baudRate, dataBits, parity, stopBits, flowControl, dtr, rts } = settings
  return [
    setBaudRate(baudRate),
    { command: COMMANDS.dataBits, value: [dataBits] },
    { command: COMMANDS.parity, value: [PARITIES[parity]] },
    { command: COMMANDS.stopBits, value: [STOP_BITS[stopBits]] },
    control(FLOW[flowControl]),
    ...lineCommands({ dtr, rts }),
  ]
}

/** The commands that switch lines; what is left out stays. */
export function lineCommands(lines: {
  readonly dtr?: boolean | undefined
  readonly rts?: boolean | undefined
  readonly brk?: boolean | undefined
}): ComPortCommand[] {
  const { dtr, rts, brk } = lines
  return [
    ...(dtr === undefined ? [] : [control(dtr ? CONTROL.dtrOn : CONTROL.dtrOff)]),
    ...(rts === undefined ? [] : [control(rts ? CONTROL.rtsOn : CONTROL.rtsOff)]),
    ...(brk === undefined ? [] : [control(brk ? CONTROL.breakOn : CONTROL.breakOff)]),
  ]
}

function control(value: number): ComPortCommand {
  return { command: COMMANDS.control, value: [value] }
}

/** The modem lines in the byte that tells them. */
export function modemLines(state: number): { CTS: boolean; DSR: boolean; RI: boolean; DCD: boolean } {
  return { CTS: (state & 16) > 0, DSR: (state & 32) > 0, RI: (state & 64) > 0, DCD: (state & 128) > 0 }
}

/** What is worth a mark of the byte that tells the state of the line. */
export const LINE_TROUBLE: Readonly<Record<number, string>> = {
  16: 'the device sent a break',
  8: 'framing error: is the baud rate right?',
  4: 'parity error',
  2: 'overrun: the port of the server lost bytes',
}

/** The bits of the modem lines and of what goes wrong on the line, as masks. */
export const MODEM_MASK = 0xf0
export const LINE_MASK = 16 + 8 + 4 + 2
