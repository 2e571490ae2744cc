import { isDeadline, sleep, withDeadline } from '../../runtime/deadline.ts'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, LabError } from '../../runtime/errors.ts'
import type { uart } from '../../runtime/interfaces/uart.ts'
import { formatDuration } from '../../runtime/units.ts'

type ModemLines = Readonly<Partial<Record<'CTS' | 'DSR' | 'DCD' | 'RI', boolean>>>

/** What a connection to a serial port can do beside carrying bytes. */
export interface UartLink {
  setLines(
    lines: { readonly dtr?: boolean; readonly rts?: boolean; readonly brk?: boolean },
    signal: AbortSignal,
  ): Promise<void>
  modemLines(signal: AbortSignal): Promise<ModemLines>
  setBaudRate(baudRate: number, signal: AbortSignal): Promise<void>
}

/** What {@link createUart} takes. */
export interface UartParts {
  readonly device: string
  /** The connection as it is now. */
  link(signal: AbortSignal): Promise<UartLink>
  /** A rate was set, also for connections to come. */
  rateChanged(baudRate: number): void
}

const LOOK_MS = 10

/** The interface `uart` over a connection that may come and go. */
export function createUart(parts: UartParts): ImplementationOf<typeof uart> {
  return {
    sendBreak: async ({ duration }, { signal }) => {
      const link = await parts.link(signal)
      await link.setLines({ brk: true }, signal)
      try {
        await sleep(duration, { signal })
      } finally {
        // Also who gives up leaves no break on the line.
        await link.setLines({ brk: false }, AbortSignal.timeout(1000))
      }
    },
    setLine: async ({ line, state }, { signal }) => {
      const link = await parts.link(signal)
      await link.setLines(line === 'DTR' ? { dtr: state } : { rts: state }, signal)
    },
    lines: async (_params, { signal }) => (await parts.link(signal)).modemLines(signal),
    waitForLine: (wanted, context) => waitForLine(parts, wanted, context),
    setBaudRate: async ({ baudRate }, { signal }) => {
      await (await parts.link(signal)).setBaudRate(baudRate, signal)
      parts.rateChanged(baudRate)
    },
  }
}

interface WantedLine {
  readonly line: keyof ModemLines
  readonly state: boolean
  readonly timeout: number
}

async function waitForLine(parts: UartParts, { line, state, timeout }: WantedLine, { signal }: CallContext) {
  using deadline = withDeadline(timeout, signal, `waiting for ${line}`)
  try {
    for (;;) {
      const now = (await (await parts.link(deadline.signal)).modemLines(deadline.signal))[line]
      if (now === undefined) throw cannotTell(parts.device, line)
      if (now === state) return
      await sleep(LOOK_MS, { signal: deadline.signal })
    }
  } catch (error) {
    if (!isDeadline(error) || signal.aborted) throw error
    const message = `${line} of ${parts.device} is still ${state ? 'off' : 'on'} after ${formatDuration(timeout)}.`
    throw new DeviceError('line-state', message, { device: parts.device })
  }
}

function cannotTell(device: string, line: string): LabError {
  return new LabError('line-unsupported', `The port of ${device} cannot tell ${line}.`, { device })
}
