import { can } from '../../runtime/interfaces/can.ts'
import { defineSimulation } from '../simulated/simulation.ts'
import { Broadcast } from './broadcast.ts'

interface Frame {
  readonly time: number
  readonly id: number
  readonly extended: boolean
  readonly remote: boolean
  readonly data: Uint8Array<ArrayBuffer>
}

const LARGEST_STANDARD = 0x7ff
const ALL_BITS = 0x1fffffff

/** A bus on which every frame is heard that is sent. */
export const simulatedCan = defineSimulation(can, {
  ofBench: true,
  create: (_, { board }) => {
    const bus = new Broadcast<Frame>()
    const jobs = new Map<number, NodeJS.Timeout>()
    let started = 0
    board.listen(({ kind }) => {
      if (kind === 'closed') for (const timer of jobs.values()) clearInterval(timer)
    })
    const send = (id: number, data: Uint8Array, { extended = id > LARGEST_STANDARD, remote = false }) =>
      bus.tell({ time: Date.now(), id, extended, remote, data: new Uint8Array(data) })
    return {
      send: ({ id, data, ...options }) => send(id, data, { ...options, extended: options.extended }),
      frames: async function* ({ id, mask = ALL_BITS }, { signal }) {
        for await (const frame of bus.listen(signal))
          if (id === undefined || (frame.id & mask) === (id & mask)) yield frame
      },
      sendPeriodically: ({ id, data, every, extended }) => {
        const timer = setInterval(() => send(id, data, { extended }), Math.max(1, every))
        timer.unref()
        jobs.set(++started, timer)
        return started
      },
      stopPeriodic: ({ job }) => {
        for (const [number, timer] of jobs) if (job === undefined || job === number) clearInterval(timer)
      },
    }
  },
})
