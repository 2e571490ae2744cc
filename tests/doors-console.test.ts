import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { exported } from './exported.ts'
import { createProject } from './project.ts'
import { typeInto } from './typist.ts'

test('what comes through a pipe is typed, and what the device says comes out, into the log too', async () => {
  await using project = createProject()
  const command =
    'echo help | node_modules/hilwright/dist/src/cli/main.js console board --power --log board.log'
  const { stdout, exitCode } = await execa({ cwd: project.folder, shell: true, reject: false })`${command}`
  expect(stdout).toContain('Hilwright Widget')
  expect(exitCode).toBe(0)
  expect(project.read('board.log')).toContain('Hilwright Widget')
})

/** Leaves, and tells how it ended, and the terminal's mode. */
const SCRIPT = `
cooked = mode()
until(b'leave with Ctrl-] q')
until(b'boot complete')
type(b'\\x1d?')
until(b'anything else')
type(b'help\\r')
until(b'hil> ')
raw = mode()
type(b'\\x1dq')
until(b'[left]')
code = ended()
print('raw', raw != cooked, 'restored', mode() == cooked, 'code', code)
`

test('on a terminal every key goes to the device, Ctrl-] q leaves, and the terminal is as before', async () => {
  await using project = createProject()
  const told = await typeInto(project, ['console', 'board', '--power'], { script: SCRIPT })
  expect(told).toBe('raw True restored True code 0')
})

test('a console is a TCP port; others look on, see what was said before, and a second program is refused', async () => {
  await using project = createProject()
  const { url, state, end } = await exported(project)
  const forward = project.hil(['forward', 'board', '0', '--power', '--exporter', url], state)
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(await forward.says('answers at'))?.[1])
  const program = connect(port, '127.0.0.1')
  await heard(program, 'boot complete')
  const viewers = [1, 2].map(() => project.hil(['console', 'board', '--read-only', '--exporter', url], state))
  await Promise.all(viewers.map((viewer) => viewer.says('boot complete')))
  program.write('help\r')
  await Promise.all([heard(program, 'version'), ...viewers.map((viewer) => viewer.says('version'))])
  await heard(connect(port, '127.0.0.1'), 'in use by another connection')
  for (const command of [...viewers, forward]) {
    command.signal('SIGINT', 'process')
    expect((await command).exitCode).toBe(130)
  }
  await end()
})

async function heard(socket: Socket, text: string): Promise<void> {
  let said = ''
  while (!said.includes(text)) said += String((await once(socket, 'data'))[0])
}
