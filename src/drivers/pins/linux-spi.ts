import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { spi } from '../../runtime/interfaces/spi.ts'
import { frequency } from '../../runtime/units.ts'
import { runTool } from '../pin-tools/run-tool.ts'

const CONFIG = { program: 'spi-config', package: 'spi-tools' }
const PIPE = { program: 'spi-pipe', package: 'spi-tools' }

/** A chip on an SPI bus of this machine. */
export const linuxSpi = defineDriver({
  type: 'linux-spi',
  doc: 'A chip on an SPI bus of this machine (/dev/spidevN.M), by spi-tools.',
  testedAgainst: 'a stand-in for the programs of spi-tools, and their own messages where there is no bus',
  provides: [spi],
  config: z.strictObject({
    path: z.string().min(1).describe('Device file of the chip, such as /dev/spidev0.0.'),
    mode: z.literal([0, 1, 2, 3]).default(0).describe('Clock polarity and phase.'),
    speed: frequency().default(1_000_000).describe('Clock rate.'),
  }),
  open: async ({ path, mode, speed }, { device, signal }) => {
    const settings = ['-m', String(mode), '-s', String(speed)]
    await runTool(CONFIG, { args: ['-d', path, ...settings], device, signal })
    return {
      spi: {
        transfer: async (
          { data }: { readonly data: Uint8Array },
          { signal: until }: { readonly signal: AbortSignal },
        ) => {
          const args = ['-d', path, '-s', String(speed), '-b', String(data.length), '-n', '1']
          const answer = await runTool(PIPE, { args, device, signal: until, input: data })
          if (answer.length === data.length) return new Uint8Array(answer)
          throw cutShort(path, answer.length, data.length)
        },
      },
      [Symbol.asyncDispose]: async () => {},
    }
  },
})

function cutShort(path: string, got: number, expected: number): DeviceError {
  return new DeviceError('spi-cut-short', `${path} gave ${got} bytes; expected ${expected}.`)
}
