import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findProgram, programPath } from './find-program.ts'
import { GuardedProcess } from './guarded-process.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-guard-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whether a process is there and not just waiting to be collected by its parent. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

it('tells how a process ended and what it complained about', async () => {
  const child = new GuardedProcess({ program: 'sh', args: ['-c', 'echo no such disk >&2; exit 3'] })
  expect(await child.ended).toEqual({ code: 3, signal: null, complaint: 'no such disk' })
  expect(child.isRunning).toBe(false)
})

it('gives sockets that carry bytes both ways, whole when the process has ended', async () => {
  const child = new GuardedProcess({
    ...{ program: 'sh', args: ['-c', 'read -r line <&5; echo "heard $line" >&5; echo other >&4'] },
    sockets: 2,
  })
  const [first, second] = child.sockets
  second?.write('hello\n')
  const chunks: Buffer[] = []
  second?.on('data', (chunk) => chunks.push(chunk))
  expect(String((await once(first as NodeJS.EventEmitter, 'data'))[0])).toBe('other\n')
  await child.ended
  expect(Buffer.concat(chunks).toString()).toBe('heard hello\n')
})

it('leaves the folder to us when the process ends by itself or is ended', async () => {
  const kept = mkdtempSync(join(folder, 'kept-'))
  await new GuardedProcess({ program: 'true', args: [], folder: kept }).ended
  await new GuardedProcess({ program: 'sleep', args: ['1000'], folder: kept })[Symbol.asyncDispose]()
  // A guard that got it wrong would have acted by the time that another shell has run.
  await new GuardedProcess({ program: 'sh', args: ['-c', 'sleep 0.2'] }).ended
  expect(existsSync(kept)).toBe(true)
})

it('is gone after it was disposed, twice without harm', async () => {
  const child = new GuardedProcess({ program: 'sleep', args: ['1000'] })
  expect(isAlive(child.pid)).toBe(true)
  await child[Symbol.asyncDispose]()
  await child[Symbol.asyncDispose]()
  expect(isAlive(child.pid)).toBe(false)
  expect((await child.ended).signal).toBe('SIGKILL')
})

it.each(['SIGKILL', 'SIGTERM'] as const)('dies with its parent and its folder goes: %s', async (signal) => {
  const doomed = mkdtempSync(join(folder, 'doomed-'))
  const script = join(folder, `parent-${signal}.ts`)
  writeFileSync(
    script,
    `import { GuardedProcess } from ${JSON.stringify(join(import.meta.dirname, 'guarded-process.ts'))}
     const child = new GuardedProcess({ program: 'sleep', args: ['1000'], sockets: 1, folder: ${JSON.stringify(doomed)} })
     console.log(child.pid)`,
  )
  const parent = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../../node_modules/jiti/lib/jiti-cli.mjs'), script],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = await once(parent.stdout, 'data')
  const pid = Number(line)
  expect(isAlive(pid)).toBe(true)
  parent.kill(signal)
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  await expect.poll(() => existsSync(doomed), { timeout: 10_000 }).toBe(false)
})

it('finds programs as a shell does, and says how to install what is missing', () => {
  expect(programPath('sh')).toMatch(/\/sh$/)
  expect(programPath('/bin/sh')).toBe('/bin/sh')
  expect(programPath('/no/such/program')).toBeUndefined()
  expect(() => findProgram({ program: 'no-such-program', package: 'such', device: 'board' })).toThrow(
    'board needs the program "no-such-program", which is not installed.\n  On Debian: apt-get install such',
  )
})
