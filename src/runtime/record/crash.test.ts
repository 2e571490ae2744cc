import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRecord } from './read-record.ts'

const RUNTIME = fileURLToPath(new URL('..', import.meta.url))
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hil-crash-'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  compile(join(RUNTIME, 'record/recorder.ts'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a process that is killed while it writes leaves a readable record', async () => {
  const process = start(
    'killed',
    `
    const say = (n) => record.add({ kind: 'log', level: 'info', message: 'event ' + n })
    let n = 0
    const turn = () => {
      for (let i = 0; i < 500; i += 1) say(n++)
      record.addConsole('board', Buffer.from('x'.repeat(500)))
      if (n === 10_000) console.log('running')
      setImmediate(turn)
    }
    turn()`,
  )
  await once(process.stdout, 'data')
  process.kill('SIGKILL')
  await once(process, 'exit')
  const damaged: string[] = []
  const messages: string[] = []
  let consoleEnd = 0
  for await (const event of readRecord(recordOf('killed'), { onDamage: (line) => damaged.push(line) })) {
    if (event.kind === 'log') messages.push(event.message)
    if (event.kind === 'console') consoleEnd = event.offset + event.length
  }
  expect(messages.length).toBeGreaterThan(500)
  expect(messages).toEqual(messages.map((_, index) => `event ${index}`))
  expect(damaged.length).toBeLessThanOrEqual(1)
  expect(readFileSync(join(dirname(recordOf('killed')), 'console-board.log')).length).toBeGreaterThanOrEqual(
    consoleEnd,
  )
})

test('what happened before the event loop waited survives a kill', async () => {
  const process = start(
    'waiting',
    `
    record.add({ kind: 'log', level: 'info', message: 'the last event' })
    setImmediate(() => console.log('waiting'))
    setInterval(() => {}, 60_000)`,
  )
  await once(process.stdout, 'data')
  process.kill('SIGKILL')
  await once(process, 'exit')
  expect(readFileSync(recordOf('waiting'), 'utf8')).toMatch(/"message":"the last event"\}\n$/)
})

test.each([
  ['exits', 'process.exit(7)'],
  ['dies of an error nobody caught', 'throw new Error("boom")'],
])('a process that %s has written everything', async (_title, ending) => {
  const process = start(
    'exited',
    `record.add({ kind: 'log', level: 'info', message: 'just before' }); ${ending}`,
  )
  await once(process, 'exit')
  expect(readFileSync(recordOf('exited'), 'utf8')).toContain('just before')
})

function start(name: string, body: string) {
  const script = join(folder, `${name}.js`)
  const head = `import { openRecord } from './record/recorder.js'\nconst record = openRecord(${JSON.stringify(dirname(recordOf(name)))})\n`
  writeFileSync(script, head + body)
  return spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'ignore'] })
}

function recordOf(name: string): string {
  return join(folder, 'records', name, 'record.ndjson')
}

/** Node 20 cannot run TypeScript: translates a file and what it imports, without checking types. */
function compile(file: string): void {
  const target = join(folder, relative(RUNTIME, dirname(file)), basename(file).replace(/\.ts$/, '.js'))
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  })
  const imports = [...outputText.matchAll(/from '(\.[^']+)\.ts'/g)].map(([, path]) => path as string)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, outputText.replace(/from '(\.[^']+)\.ts'/g, "from '$1.js'"))
  for (const path of imports) compile(join(dirname(file), `${path}.ts`))
}
