import { existsSync } from 'node:fs'
import { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { LabError, messageOf } from '../../runtime/errors.ts'
import type { Door } from './socket-door.ts'

/** How long socat may take to make its terminal. */
const READY_MS = 5000

/**
 * Makes a pseudo terminal at a path, for programs that only speak to serial ports. Node cannot make one by itself:
 * socat does.
 */
export async function openPtyDoor(path: string, serve: (terminal: Duplex) => void): Promise<Door> {
  if (existsSync(path)) throw cannotMake(path, 'something is there already')
  const { execa } = await import('execa')
  const socat = execa('socat', [`PTY,link=${path},rawer`, 'STDIO'], {
    ...{ buffer: false, reject: false, encoding: 'buffer', stderr: 'pipe', forceKillAfterDelay: 1000 },
  })
  let said = ''
  socat.stderr.on('data', (chunk) => {
    said += chunk
  })
  let ended = false
  void socat.then(() => {
    ended = true
  })
  for (const start = Date.now(); !existsSync(path); await delay(10)) {
    if (!ended && Date.now() - start < READY_MS) continue
    socat.kill()
    throw cannotMake(path, said.trim() || messageOf(await socat))
  }
  serve(Duplex.from({ readable: socat.stdout, writable: socat.stdin }))
  return {
    address: path,
    [Symbol.asyncDispose]: async () => {
      socat.kill()
      await socat
    },
  }
}

function cannotMake(path: string, why: string): LabError {
  return new LabError('cannot-listen', `Cannot make a terminal at ${path}: ${why}.`, {
    hint: why.includes('ENOENT') ? 'Install socat: it makes pseudo terminals.' : 'Name a path that is free.',
  })
}
