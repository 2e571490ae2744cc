import type { ImplementationOf } from '../../runtime/driver.ts'
import type { machine } from '../../runtime/interfaces/machine.ts'
import type { VirtualMachine } from './machine.ts'

/** The buttons, the processor and the monitor of a virtual machine. */
export function createMachineControl(vm: VirtualMachine): ImplementationOf<typeof machine> {
  const ask = async (name: string, signal: AbortSignal) => void (await vm.ask(name, {}, { signal }))
  return {
    reset: (_, { signal }) => ask('system_reset', signal),
    shutDown: (_, { signal }) => ask('system_powerdown', signal),
    pause: (_, { signal }) => ask('stop', signal),
    resume: (_, { signal }) => ask('cont', signal),
    status: async (_, { signal }) => {
      if (!vm.isOn) return 'off'
      const { status } = (await vm.ask('query-status', {}, { signal })) as { readonly status: string }
      return status
    },
    monitor: ({ command }, { signal }) => vm.monitor(command, { signal }),
  }
}
