import { execa } from 'execa'
import { HIL, type Project } from './project.ts'

/** Waits for what a terminal shows, each text after the one before it, however the bytes come in pieces. */
const PRELUDE = `
import os, pty, select, sys, termios
pid, fd = pty.fork()
if pid == 0:
    os.environ['TERM'] = 'xterm'
    os.execvp(sys.argv[1], sys.argv[1:])
seen = b''
def until(text):
    global seen
    while text not in seen:
        ready, _, _ = select.select([fd], [], [], 60)
        if not ready: sys.exit('no %r in %r' % (text, seen))
        seen += os.read(fd, 4096)
    seen = seen[seen.index(text) + len(text):]
def type(text):
    os.write(fd, text)
def mode():
    return termios.tcgetattr(fd)[3]
def ended():
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
`

/**
 * Runs `hil` on a terminal of its own, by a script in Python that has `until(text)`, `type(text)`, `mode()` and
 * `ended()`, which gives the exit code. Returns what the script prints; where a wait of it fails, that comes last.
 */
export async function typeInto(
  project: Project,
  args: readonly string[],
  { script, env = {} }: { readonly script: string; readonly env?: NodeJS.ProcessEnv },
): Promise<string> {
  project.write({ 'typist.py': PRELUDE + script })
  const command = ['typist.py', 'node', HIL, ...args]
  const { all } = await execa('python3', command, { cwd: project.folder, reject: false, all: true, env })
  return all
}
