import { resolve } from 'node:path'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import type { debug } from '../../runtime/interfaces/debug.ts'
import { readLocatedImage } from './located-image.ts'
import type { OpenocdRpc } from './openocd-rpc.ts'
import { probeRefused } from './probe-error.ts'

/** So many bytes stand in one command. */
const AT_ONCE = 4096

/** A processor behind OpenOCD. */
export function createOpenocdDebug(rpc: OpenocdRpc, directory: string): ImplementationOf<typeof debug> {
  const run = (command: string, doing: string, { signal }: CallContext) => rpc.run(command, doing, signal)
  const state = async (context: CallContext) => {
    const name = await run('[target current] curstate', 'Asking for the state', context)
    return name.trim() === 'halted' ? ('halted' as const) : ('running' as const)
  }
  return {
    halt: async (_, context) => {
      if ((await state(context)) !== 'halted') await run('halt', 'Stopping the processor', context)
    },
    resume: async (_, context) => {
      if ((await state(context)) === 'halted') await run('resume', 'Letting the processor run', context)
    },
    reset: async ({ halt }, context) => {
      await run(`reset ${halt ? 'halt' : 'run'}`, 'Resetting the processor', context)
    },
    state: (_, context) => state(context),
    flash: async ({ image, address }, context) => {
      const file = resolve(directory, image)
      // Read here as well: what is damaged is refused before anything is erased.
      const segments = await readLocatedImage(file, address)
      const where = address === undefined ? '' : `0x${address.toString(16)}`
      await run('reset init', 'Resetting the processor', context)
      await run(`program {${file}} verify ${where}`, `Flashing ${file}`, context)
      return { bytes: segments.reduce((sum, { bytes }) => sum + bytes.length, 0) }
    },
    readMemory: async ({ address, length }, context) => {
      const memory = new Uint8Array(length)
      for (let at = 0; at < length; at += AT_ONCE) {
        const count = Math.min(AT_ONCE, length - at)
        const words = await run(
          `read_memory 0x${(address + at).toString(16)} 8 ${count}`,
          'Reading memory',
          context,
        )
        memory.set(words.trim().split(/\s+/).map(Number), at)
      }
      return memory
    },
    writeMemory: async ({ address, data }, context) => {
      for (let at = 0; at < data.length; at += AT_ONCE) {
        const list = [...data.subarray(at, at + AT_ONCE)].join(' ')
        await run(`write_memory 0x${(address + at).toString(16)} 8 {${list}}`, 'Writing memory', context)
      }
    },
    readRegister: async ({ register }, context) => {
      if (!/^\w+$/.test(register)) throw probeRefused('Reading a register', `"${register}" is no name of one`)
      const answer = await run(`get_reg ${register}`, `Reading ${register}`, context)
      return Number(answer.trim().split(/\s+/).at(-1))
    },
  }
}
