import { defineDriver, type ImplementationOf } from '../../runtime/driver.ts'
import { states as statesInterface } from '../../runtime/interfaces/states.ts'
import { DeviceStates } from '../device-states/device-states.ts'
import { statesConfig } from '../device-states/state-config.ts'

/** The states of a device and the ways between them, as data. */
export const states = defineDriver({
  type: 'states',
  doc: 'The states of a device, as its console shows them, and the transitions between them.',
  testedAgainst:
    'U-Boot, GRUB, a UEFI shell and Linux in QEMU, an emulated microcontroller, shells on pseudoterminals',
  provides: [statesInterface],
  needs: ['console'],
  uses: ['power', 'shell'],
  config: statesConfig,
  open: async (config, { needs, uses }) => {
    const device = new DeviceStates(config, {
      console: needs.console,
      power: uses.power,
      shell: uses.shell,
    })
    const access: ImplementationOf<typeof statesInterface> = {
      list: () => device.names,
      current: (_params, { signal }) => device.current(signal),
      bringTo: ({ state, retry, timeout }, { signal }) => device.bringTo(state, { retry, timeout, signal }),
    }
    return {
      states: access,
      [Symbol.asyncDispose]: async () => {},
    }
  },
})
