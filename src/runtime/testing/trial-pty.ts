import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Duplex } from 'node:stream'

/** The other end of a serial port under trial: what is written here comes out of the port at `path`. */
export interface TrialPty extends AsyncDisposable {
  /** What a driver opens. */
  readonly path: string
  /** The device's side. */
  readonly stream: Duplex
}

// The slave stays open here too: otherwise the master would end as soon as a driver closes its port.
const BRIDGE = `
import os, pty, select, sys, tty
master, slave = pty.openpty()
tty.setraw(slave)
os.write(1, os.ttyname(slave).encode() + b"\\n")
while True:
    ready = select.select([0, master], [], [])[0]
    for source in ready:
        data = os.read(source, 65536)
        if not data:
            sys.exit(0)
        target = master if source == 0 else 1
        while data:
            data = data[os.write(target, data):]
`

/** True if ptys can be opened here: Python makes them. */
export const canOpenPty = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'python3')))

/** Opens a pty in raw mode that stays the same when a driver opens and closes it. */
export async function openTrialPty(): Promise<TrialPty> {
  const child = spawn('python3', ['-c', BRIDGE], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [first] = (await once(child.stdout, 'data')) as [Buffer]
  const ended = once(child, 'exit')
  const path = first.toString().trim()
  child.stdin.on('error', () => {})
  return {
    path,
    stream: Duplex.from({ readable: child.stdout, writable: child.stdin }).on('error', () => {}),
    [Symbol.asyncDispose]: async () => {
      // It ends with its input: python3 may be a script that starts another process, which a signal would not reach.
      child.stdin.destroy()
      await ended
    },
  }
}
