import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { sleep } from '../../runtime/deadline.ts'
import { findProgram } from '../guarded-process/find-program.ts'
import { GPIO_SET } from './gpio-tools.ts'
import { toolFailed } from './run-tool.ts'

/** A line is driven for as long as its process lives. When it rests after this time, it has the line. */
const SETTLED_MS = 50

/** The lines that are driven, each by a process of its own. */
export class DrivenLines implements AsyncDisposable {
  readonly #device: string
  readonly #children = new Map<string, ChildProcess>()

  constructor(device: string) {
    this.#device = device
  }

  /** Drives a line, in place of how it was driven before. */
  async drive(pin: string, args: readonly string[]): Promise<void> {
    await this.release(pin)
    const path = findProgram({ ...GPIO_SET, device: this.#device })
    const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let complaint = ''
    child.stderr?.on('data', (chunk) => {
      complaint += String(chunk)
    })
    const ended = new Promise<boolean>((resolve) => child.once('close', () => resolve(true)))
    if (await Promise.race([ended, settled(child.pid)])) throw toolFailed(GPIO_SET, args, complaint)
    this.#children.set(pin, child)
  }

  async release(pin: string): Promise<void> {
    const child = this.#children.get(pin)
    this.#children.delete(pin)
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#children.keys()].map((pin) => this.release(pin)))
  }
}

/** Resolves to false when a process rests; one that waits for a processor, on a busy machine, has not tried yet. */
async function settled(pid: number | undefined): Promise<boolean> {
  do await sleep(SETTLED_MS)
  while (isAtWork(pid))
  return false
}

function isAtWork(pid: number | undefined): boolean {
  try {
    return /\) [RD] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false // it has ended
  }
}
