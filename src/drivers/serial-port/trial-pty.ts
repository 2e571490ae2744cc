import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Keeps the device side of a pseudo-terminal, as a board would: what comes on its input it says, what it hears it
 * prints. It never opens the port itself. When its input ends, terminal and link are gone.
 */
const PEER = `
import os, pty, select, sys, tty, time
link = sys.argv[1]
board, port = pty.openpty()
tty.setraw(port)
os.chmod(os.ttyname(port), 0o666)
if os.path.lexists(link): os.unlink(link)
os.symlink(os.ttyname(port), link)
os.close(port)
sys.stdout.write('ready\\n'); sys.stdout.flush()
poll = select.poll()
poll.register(0, select.POLLIN | select.POLLHUP)
poll.register(board, select.POLLIN)
while True:
    for fd, event in poll.poll():
        if fd == 0:
            said = os.read(0, 65536)
            if not said:
                os.unlink(link)
                sys.exit()
            while said: said = said[os.write(board, said):]
        elif event & select.POLLIN:
            os.write(1, os.read(board, 65536))
        else: time.sleep(0.002)
`

const READY = 'ready\n'

/** A serial port whose other side is in the hands of a test. */
export class TrialPty implements AsyncDisposable {
  /** Where the port is: a link to the pseudo-terminal. */
  readonly path: string
  readonly #peer: ChildProcess
  #heard = Buffer.alloc(0)

  private constructor(path: string) {
    this.path = path
    this.#peer = spawn('python3', ['-c', PEER, path], { stdio: ['pipe', 'pipe', 'inherit'] })
  }

  /** Plugs a port in: it is at the path when this resolves. */
  static async plugIn(path: string): Promise<TrialPty> {
    const pty = new TrialPty(path)
    pty.#peer.stdout?.on('data', (chunk: Buffer) => {
      pty.#heard = Buffer.concat([pty.#heard, chunk])
    })
    // Who waited for the port may have spoken already.
    await pty.hears(READY)
    pty.#heard = pty.#heard.subarray(READY.length)
    return pty
  }

  /** The board says something. */
  say(text: string | Uint8Array): void {
    this.#peer.stdin?.write(text)
  }

  /** Resolves to all that the board heard, once it has heard a text. */
  async hears(text: string): Promise<string> {
    while (!this.#heard.includes(text)) await once(this.#peer.stdout as NodeJS.ReadableStream, 'data')
    return this.#heard.toString('latin1')
  }

  /** Pulls the plug: the port is gone when this resolves. */
  async unplug(): Promise<void> {
    if (this.#peer.exitCode !== null || this.#peer.signalCode !== null) return
    const ended = once(this.#peer, 'exit')
    this.#peer.stdin?.end()
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.unplug()
  }
}
