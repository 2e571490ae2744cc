import { execFile } from 'node:child_process'
import { close, constants, open } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Two ends of a pipe, as file descriptors. */
export interface PipeEnds {
  readonly read: number
  readonly write: number
}

/** What is read goes into such blocks: one that is used, one that waits, one that fills. */
const BLOCK = 1024 * 1024
const BLOCKS = 3

/** Opens a pipe between a program and this process; undefined where none can be made. */
export async function openPipe(): Promise<PipeEnds | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'hil-pipe-'))
  try {
    const path = join(folder, 'pipe')
    await promisify(execFile)('mkfifo', ['-m', '600', path])
    return await openEnds(path)
  } catch {
    return undefined
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The end to read first, and not waiting for the other one: that would take a thread from Node until both have one. */
async function openEnds(path: string): Promise<PipeEnds> {
  const read = await promisify(open)(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return { read, write: await promisify(open)(path, 'w') }
  } catch (error) {
    closeEnd(read)
    throw error
  }
}

/** Closes an end that was given to a program, which has it then. */
export function closeEnd(fd: number): void {
  close(fd, () => {})
}

/**
 * What comes from a pipe, in pieces that are good until the next one is asked for. The output of a child process, as Node
 * reads it, is new memory every 64 KiB: clearing that away takes longer than unpacking.
 */
export async function* piecesOfPipe(fd: number): AsyncGenerator<Uint8Array> {
  const blocks = Array.from({ length: BLOCKS }, () => Buffer.allocUnsafe(BLOCK))
  const ready: Uint8Array[] = []
  let [turn, filled, over] = [0, 0, false]
  let wake = () => {}
  const block = () => blocks[turn % BLOCKS] as Buffer
  const callback = (bytes: number) => {
    filled += bytes
    if (filled < BLOCK) return true
    ready.push(block())
    turn += 1
    filled = 0
    wake()
    // The next block may still be in use.
    return ready.length < BLOCKS - 1
  }
  const onread = { buffer: () => block().subarray(filled), callback }
  const options = { fd, readable: true, writable: false, onread }
  const socket = new Socket(options)
  socket.once('close', () => {
    over = true
    wake()
  })
  socket.once('end', () => socket.destroy()).on('error', () => socket.destroy())
  try {
    for (;;) {
      socket.resume()
      while (ready.length === 0 && !over) await new Promise<void>((resolve) => (wake = resolve))
      const next = ready.shift()
      if (next === undefined) break
      yield next
    }
    if (filled > 0) yield block().subarray(0, filled)
  } finally {
    socket.destroy()
  }
}
