import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'

/** What can be done to a virtual machine that no real one offers, and its buttons. */
export const machine = defineInterface({
  name: 'machine',
  version: 1,
  doc: 'Controls a virtual machine: its buttons, its processor, and its monitor.',
  members: {
    reset: call({ doc: 'Presses the reset button.', result: z.void() }),
    shutDown: call({
      doc: 'Presses the power button: the system on it is asked to end, and switches the machine off when it has.',
      result: z.void(),
    }),
    pause: call({ doc: 'Stops the processor and all clocks of the machine.', result: z.void() }),
    resume: call({ doc: 'Lets a machine that was paused run on.', result: z.void() }),
    status: call({
      doc: 'Tells what the machine does: running, paused, off, or another word of its emulator.',
      readOnly: true,
      result: z.string(),
    }),
    monitor: call({
      doc: 'Gives a command to the monitor of the emulator, such as `info network`, and returns its answer.',
      params: [param('command', z.string(), 'The command line.')],
      result: z.string(),
    }),
  },
})
