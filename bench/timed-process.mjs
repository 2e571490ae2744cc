// Processes and what they cost.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Runs a command to its end. Returns wall time and processor time (with all processes that it started; undefined
 * where the system does not tell) in milliseconds, when it started, in epoch milliseconds, and what it printed.
 */
export function timeProcess(command, args, options = {}) {
  const before = childrenTime()
  const started = Date.now()
  const began = performance.now()
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28, ...options })
  const wall = performance.now() - began
  const after = childrenTime()
  const busy = before === undefined || after === undefined ? undefined : after - before
  if (result.status !== 0) throw new Error(`${[command, ...args].join(' ')} failed:\n${lastLines(result)}`)
  return { wall, busy, started, stdout: result.stdout }
}

/** Runs commands in turns, so that what disturbs the machine disturbs them alike; returns their results by name. */
export function inTurns(rounds, commands) {
  const results = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(commands)) results[name].push(run())
  return results
}

/** Clock ticks of /proc are 10 ms on every Linux that Node runs on. */
const TICK_MS = 10

/** Processor time of all children that have ended, and of theirs: fields 16 and 17 of proc(5). */
export function childrenTime() {
  try {
    const [, fields = ''] = readFileSync('/proc/self/stat', 'utf8').split(') ')
    const [user, system] = fields.split(' ').slice(13, 15).map(Number)
    return (user + system) * TICK_MS
  } catch {
    return undefined
  }
}

function lastLines({ error, stdout, stderr }) {
  const text = error === undefined ? `${stdout}${stderr}` : String(error)
  return text.trim().split('\n').slice(-15).join('\n')
}
