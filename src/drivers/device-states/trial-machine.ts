import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import type { ByteListener } from '../../runtime/driver.ts'
import { defineDriver } from '../../runtime/driver.ts'
import { console as consoleInterface } from '../../runtime/interfaces/console.ts'
import { power } from '../../runtime/interfaces/power.ts'

const MACHINE = ['-M', 'pc', '-accel', 'tcg', '-m', '256', '-display', 'none', '-nodefaults', '-net', 'none']
const SERIAL = ['-serial', 'stdio', '-monitor', 'none']

/** A virtual machine that runs a firmware, for tests: its power, and its serial port as console. */
export const trialMachine = defineDriver({
  type: 'trial-machine',
  doc: 'A firmware in QEMU.',
  provides: [power, consoleInterface],
  config: z.strictObject({ firmware: z.string() }),
  open: async ({ firmware }) => {
    let machine: ChildProcess | undefined
    let listener: ByteListener | undefined
    const on = () => {
      if (machine !== undefined) return
      const stdio = ['pipe', 'pipe', 'ignore'] as const
      machine = spawn('qemu-system-x86_64', [...MACHINE, ...SERIAL, '-bios', firmware], { stdio: [...stdio] })
      machine.stdout?.on('data', (chunk: Buffer) => listener?.bytes(chunk))
      machine.stdin?.on('error', () => {})
    }
    const off = async () => {
      const ending = machine
      machine = undefined
      if (ending === undefined || ending.exitCode !== null) return
      ending.kill('SIGKILL')
      await once(ending, 'exit')
    }
    return {
      power: {
        ...{ on, off, current: () => 0, readings: async function* () {} },
        state: () => (machine === undefined ? ('off' as const) : ('on' as const)),
        cycle: async () => {
          await off()
          on()
        },
      },
      console: {
        stream: {
          listen: (given: ByteListener) => {
            listener = given
          },
          write: async (bytes: Uint8Array) => void machine?.stdin?.write(bytes),
        },
      },
      [Symbol.asyncDispose]: off,
    }
  },
})
