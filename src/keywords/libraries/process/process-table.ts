import { rm } from 'node:fs/promises'
import type { RunningSuite } from '../../catalogue/running.ts'
import { asDict } from '../../value/containers.ts'
import { toText } from '../../value/text.ts'
import { ProcessHandle } from './process-handle.ts'
import { leaveWatch, watchGroup } from './process-watch.ts'
import { type ProcessRecord, StartedProcess } from './started-process.ts'

/** What a suite keeps of its processes, in plain data. */
interface KeptProcesses {
  readonly records: ProcessRecord[]
  readonly aliases: Map<string, number>
  current: number
}

const KEY = 'Process'
const tables = new WeakMap<RunningSuite, ProcessTable>()

/** The processes of a suite, those included that it started in an earlier worker. */
export function processesOf(suite: RunningSuite): ProcessTable {
  const known = tables.get(suite)
  if (known !== undefined) return known
  const table = new ProcessTable(suite.kept)
  tables.set(suite, table)
  return table
}

/** Ends whatever a suite has left running: it is over. */
export async function endProcesses(suite: RunningSuite): Promise<void> {
  if (suite.kept.has(KEY)) await processesOf(suite).endAll('terminate', () => {})
}

/** Lets the processes of a suite live on: it goes on in another worker. */
export function leaveProcesses(suite: RunningSuite): void {
  if (suite.kept.has(KEY)) leaveWatch()
}

/** The processes of a suite by index and alias. */
export class ProcessTable {
  readonly #kept: Map<string, unknown>
  #processes: StartedProcess[]
  #fresh: KeptProcesses | undefined

  constructor(kept: Map<string, unknown>) {
    this.#kept = kept
    this.#processes = this.#state().records.map((record) => new StartedProcess(record))
    for (const process of this.#processes) if (process.isRunning) watchGroup(process.pid)
  }

  /** The index of the current process, or 0. */
  get current(): number {
    return this.#state().current
  }

  set current(index: number) {
    this.#state().current = index
  }

  /** Takes a process in and makes it the current one. */
  add(process: StartedProcess, alias: string | undefined): ProcessHandle {
    const state = this.#state()
    this.#kept.set(KEY, state)
    this.#processes.push(process)
    state.records.push(process.record)
    state.current = this.#processes.length
    if (alias !== undefined && alias !== '') state.aliases.set(normalized(alias), state.current)
    return new ProcessHandle(state.current, process.pid, process.record.args)
  }

  /** The process of a handle, an index or an alias; without one the current process. Throws in Robot's words. */
  find(handle: unknown): StartedProcess {
    return this.#at(this.indexOf(handle), handle)
  }

  /** The index of a process. */
  indexOf(handle: unknown): number {
    const { aliases, current } = this.#state()
    if (handle === null || handle === undefined) return current
    const index = handle instanceof ProcessHandle ? handle.index : asDict(handle)?.get('index')
    return Number(index ?? aliases.get(normalized(toText(handle))) ?? toText(handle))
  }

  /** Ends all of them, with what they started, and forgets them. */
  async endAll(how: 'terminate' | 'kill', log: (message: string) => void): Promise<void> {
    const processes = this.#processes
    const running = processes.filter((process) => process.isRunning)
    await Promise.all(running.map((process) => process.end(how, log)))
    await Promise.all(processes.map((process) => process.endRest()))
    await Promise.all(processes.map(({ record }) => rm(record.folder, { recursive: true, force: true })))
    this.#processes = []
    this.#fresh = undefined
    this.#kept.delete(KEY)
  }

  #at(index: number, handle: unknown): StartedProcess {
    const found = this.#processes[index - 1]
    if (found !== undefined) return found
    const isCurrent = handle === null || handle === undefined
    throw new Error(isCurrent ? 'No active process.' : `Non-existing index or alias '${toText(handle)}'.`)
  }

  #state(): KeptProcesses {
    const kept = this.#kept.get(KEY) as KeptProcesses | undefined
    if (kept !== undefined) return kept
    this.#fresh ??= { records: [], aliases: new Map(), current: 0 }
    return this.#fresh
  }
}

function normalized(alias: string): string {
  return alias.toLowerCase().replace(/\s/g, '')
}
