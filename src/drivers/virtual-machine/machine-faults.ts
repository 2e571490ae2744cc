import { sleep } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { faults } from '../../runtime/interfaces/faults.ts'
import type { VirtualMachine } from './machine.ts'

type Faults = ImplementationOf<typeof faults>

/** The faults that a virtual machine can suffer; it says so of the others. */
export function createMachineFaults(machine: VirtualMachine): Faults {
  const impossible = (reason: string) => () => {
    const message = `${machine.device} cannot suffer this fault: ${reason}.`
    const hint = 'A virtual machine can suffer: brownOut, hang, bootLoop, loseNetwork.'
    throw new SuiteError('fault-impossible', message, { device: machine.device, hint })
  }
  let loop: NodeJS.Timeout | undefined
  const link = async (up: boolean) => void (await machine.ask('set_link', { name: 'net0', up }))
  const tell = async (command: string) => void (await machine.ask(command))
  return {
    brownOut: async ({ time }, { signal }) => {
      await tell('stop')
      try {
        await sleep(time, { signal })
      } finally {
        await tell('system_reset')
        await tell('cont')
      }
    },
    hang: () => tell('stop'),
    bootLoop: async ({ every }) => {
      clearInterval(loop)
      await tell('system_reset')
      // Its power may be cut in between: then there is nothing to restart.
      loop = setInterval(() => tell('system_reset').catch(() => clearInterval(loop)), every)
      loop.unref()
    },
    loseNetwork: async ({ time }, { signal }) => {
      await link(false)
      if (time === undefined) return
      await sleep(time, { signal }).finally(() => link(true))
    },
    uartNoise: impossible('its serial port is a socket, which damages nothing'),
    consoleGap: impossible('its serial port is always there'),
    slow: impossible('a real system answers for it'),
    failEvery: impossible('a real system answers for it'),
    lie: impossible('a real system answers for it'),
    fillDisk: impossible('what is written to its disk is kept elsewhere'),
    end: async () => {
      clearInterval(loop)
      if (machine.isOn) await link(true)
    },
  }
}
