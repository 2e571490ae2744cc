import { sleep } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { power } from '../../runtime/interfaces/power.ts'
import type { VirtualMachine } from './machine.ts'

/** The power of a virtual machine: its process is there, or is gone. */
export function createPowerSwitch(machine: VirtualMachine): ImplementationOf<typeof power> {
  const unmetered = () => {
    const message = `${machine.device} is a virtual machine: it draws no current that could be measured.`
    return new SuiteError('not-measured', message, { device: machine.device })
  }
  return {
    on: (_, { signal }) => machine.on(signal),
    off: () => machine.off(),
    cycle: async ({ offTime }, { signal }) => {
      await machine.off()
      await sleep(offTime, { signal })
      await machine.on(signal)
    },
    state: () => (machine.isOn ? 'on' : 'off'),
    current: () => {
      throw unmetered()
    },
    readings: () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(unmetered()) }),
    }),
  }
}
