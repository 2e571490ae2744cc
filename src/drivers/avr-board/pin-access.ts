import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import type { gpio } from '../../runtime/interfaces/gpio.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { PinEdge } from '../avr-emulator/protocol.ts'
import { pulseBy } from '../pin-tools/pulse.ts'
import type { LazyBoard } from './lazy-board.ts'
import { pinNamed } from './node-names.ts'
import type { WatchedEdges } from './watched-edges.ts'
import { watchEdges } from './watched-edges.ts'

/** The board's digital pins. */
export function createPinAccess(board: LazyBoard): ImplementationOf<typeof gpio> {
  const named = (name: string) => pinNamed(name, board.device)
  const apply = (pin: string, volts: number | undefined, signal: AbortSignal) =>
    board.ask('apply', { node: named(pin), volts }, { signal })
  const hold: Pick<ImplementationOf<typeof gpio>, 'drive' | 'release'> = {
    drive: ({ pin, level }, { signal }) => apply(pin, level === 'high' ? board.supply : 0, signal),
    release: ({ pin }, { signal }) => apply(pin, undefined, signal),
  }
  return {
    ...hold,
    read: async ({ pin }, { signal }) =>
      (await board.ask('level', named(pin), { signal })) ? 'high' : 'low',
    pulse: pulseBy(hold),
    waitForEdge: async ({ pin, edge, timeout }, { signal }) => {
      await using watched = await watchEdges(board, named(pin), signal)
      using deadline = withDeadline(timeout, signal, `waiting for an edge of ${pin}`)
      try {
        const found = await nextEdge(watched, edge, deadline.signal)
        return { edge: found.edge, after: found.time - watched.since }
      } catch (error) {
        if (!isDeadline(error)) throw error
        const level = (await board.ask('level', named(pin), { signal })) ? 'high' : 'low'
        throw noEdge({ board, pin, edge, level, timeout })
      }
    },
    edges: async function* ({ pin }, { signal }) {
      await using watched = await watchEdges(board, named(pin), signal)
      for (;;) {
        const { edge, time } = await watched.next(signal)
        yield { edge, time }
      }
    },
  }
}

async function nextEdge(watched: WatchedEdges, wanted: string, signal: AbortSignal): Promise<PinEdge> {
  for (;;) {
    const found = await watched.next(signal)
    if (wanted === 'both' || found.edge === wanted) return found
  }
}

interface NoEdge {
  readonly board: LazyBoard
  readonly pin: string
  readonly edge: string
  readonly level: string
  readonly timeout: number
}

function noEdge({ board, pin, edge, level, timeout }: NoEdge): DeviceError {
  const wanted = edge === 'both' ? 'edge' : `${edge} edge`
  const message = `No ${wanted} at pin ${pin} of ${board.device} within ${formatDuration(timeout)}: it is ${level}.`
  const hint = 'Is the power on, and does the firmware drive this pin?'
  return new DeviceError('no-edge', message, { device: board.device, hint })
}
