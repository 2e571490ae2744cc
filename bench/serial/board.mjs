// A board on a pseudo-terminal, for benchmarks of serial ports.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('board.py', import.meta.url))

/** Plugs a board in: its port, how to make it speak, and how to end it. `speak` resolves to what was sent. */
export async function plugIn() {
  const child = spawn('python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [path] = await once(lines, 'line')
  const speak = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    return JSON.parse((await once(lines, 'line'))[0])
  }
  const unplug = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return { path, speak, unplug }
}
