import { bytes, defineInterface } from '../interface.ts'

/** A device's console: bytes both ways. Waiting, matching and logging are the runtime's, the same for every driver. */
export const console = defineInterface({
  name: 'console',
  version: 1,
  doc: 'The text console of a device: a UART, a telnet line, a virtual terminal.',
  members: {
    stream: bytes({ doc: 'The bytes of the console, both ways.' }),
  },
})
