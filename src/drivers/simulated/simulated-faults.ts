import { sleep } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { faults } from '../../runtime/interfaces/faults.ts'
import { defineSimulation, type Scene } from './simulation.ts'

/** Below this a simulated device is held in reset. */
const BROWN_OUT_LEVEL = 2.7

type Faults = ImplementationOf<typeof faults>

/** Faults of a simulated device; its other drivers suffer them. */
export const simulatedFaults = defineSimulation(faults, {
  ofBench: true,
  lies: true,
  create: (_, scene) => ({ ...supplyFaults(scene), ...consoleFaults(scene), ...callFaults(scene) }),
})

function supplyFaults({ board, device }: Scene): Pick<Faults, 'brownOut' | 'hang' | 'bootLoop'> {
  const needPower = (what: string) => {
    if (board.on) return
    const message = `${what} needs the power on, but ${device} is off.`
    throw new SuiteError('device-off', message, { device, hint: 'Use "Power On" before.' })
  }
  return {
    brownOut: async ({ voltage, time }, { signal }) => {
      needPower('A brown-out')
      await sleep(time, { signal })
      if (voltage < BROWN_OUT_LEVEL) board.restart('brown-out')
    },
    hang: () => {
      needPower('A hang')
      board.plan.hung = true
    },
    bootLoop: ({ every }) => {
      needPower('A boot loop')
      board.bootLoop(every)
    },
  }
}

function consoleFaults({ board }: Scene): Pick<Faults, 'uartNoise' | 'consoleGap'> {
  return {
    uartNoise: (noise) => board.setNoise(noise),
    consoleGap: async ({ time }, { signal }) => {
      board.consoleAway = true
      board.tell({ kind: 'console-gone' })
      try {
        await sleep(time, { signal })
      } finally {
        board.consoleAway = false
        board.tell({ kind: 'console-back' })
      }
    },
  }
}

function callFaults({
  board,
}: Scene): Omit<Faults, 'brownOut' | 'hang' | 'bootLoop' | 'uartNoise' | 'consoleGap'> {
  return {
    slow: ({ delay }) => {
      board.plan.slow = delay
    },
    failEvery: ({ count }) => {
      board.plan.failEvery = count
    },
    lie: () => {
      board.plan.lie = true
    },
    loseNetwork: async ({ time }, { signal }) => {
      board.networkLost = true
      if (time === undefined) return
      try {
        await sleep(time, { signal })
      } finally {
        board.networkLost = false
      }
    },
    fillDisk: () => {
      board.diskFull = true
    },
    end: () => board.endFaults(),
  }
}
