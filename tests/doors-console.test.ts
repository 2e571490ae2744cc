import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { exported } from './exported.ts'
import { createProject } from './project.ts'

test('what comes through a pipe is typed, and what the device says comes out, into the log too', async () => {
  await using project = createProject()
  const command =
    'echo help | node_modules/hilwright/dist/src/cli/main.js console board --power --log board.log'
  const { stdout, exitCode } = await execa({ cwd: project.folder, shell: true, reject: false })`${command}`
  expect(stdout).toContain('Hilwright Widget')
  expect(exitCode).toBe(0)
  expect(project.read('board.log')).toContain('Hilwright Widget')
})

/** Types into `hil console` on a terminal of its own, and tells what was seen, how it ended, and the terminal's mode. */
const TYPIST = `
import os, pty, select, sys, termios
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
seen = b''
def until(text):
    global seen
    start = len(seen)
    while text not in seen[start:]:
        ready, _, _ = select.select([fd], [], [], 30)
        if not ready: sys.exit('no %r in %r' % (text, seen))
        seen += os.read(fd, 4096)
cooked = termios.tcgetattr(fd)[3]
until(b'leave with Ctrl-] q')
until(b'boot complete')
os.write(fd, b'\\x1d?')
until(b'anything else')
os.write(fd, b'help\\r')
until(b'hil> ')
raw = termios.tcgetattr(fd)[3]
os.write(fd, b'\\x1dq')
until(b'[left]')
_, status = os.waitpid(pid, 0)
restored = termios.tcgetattr(fd)[3]
print('raw', raw != cooked, 'restored', restored == cooked, 'code', os.waitstatus_to_exitcode(status))
`

test('on a terminal every key goes to the device, Ctrl-] q leaves, and the terminal is as before', async () => {
  await using project = createProject({ 'typist.py': TYPIST })
  const hil = ['node', 'node_modules/hilwright/dist/src/cli/main.js']
  const args = ['typist.py', ...hil, 'console', 'board', '--power']
  const { stdout } = await execa('python3', args, { cwd: project.folder, reject: false, all: true })
  expect(stdout).toBe('raw True restored True code 0')
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
