import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** Debian's python3-serial is there for Debian's python3 only. */
const PYTHON = '/usr/bin/python3'

/** Whether pyserial can be run here. */
export const hasPyserial = existsSync(PYTHON) && existsSync('/usr/lib/python3/dist-packages/serial')

/**
 * The RFC 2217 server of pyserial on a port whose wires are joined: what is sent comes back, RTS is CTS, DTR is DSR.
 * It prints what is set.
 */
const SERVER = `
import logging, socket, sys, threading, time
import serial, serial.rfc2217
def tell(*what): print(*what, flush=True)
port = serial.serial_for_url('loop://', timeout=0.01, baudrate=9600)
def hear_break(): tell('break', port._break_state)
port._update_break_state = hear_break
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(1)
tell('port', server.getsockname()[1])
while True:
    client, _ = server.accept()
    client.settimeout(0.01)
    class Out:
        def write(self, data): client.sendall(data)
    manager = serial.rfc2217.PortManager(port, Out())
    shown = None
    while True:
        try:
            said = client.recv(4096)
            if not said: break
            port.write(b''.join(manager.filter(said)))
        except socket.timeout: pass
        except OSError: break
        back = port.read(port.in_waiting)
        if back: client.sendall(b''.join(manager.escape(back)))
        manager.check_modem_lines()
        now = (port.baudrate, port.bytesize, port.parity, port.stopbits, port.rtscts, port.xonxoff)
        if now != shown: tell('set', *now)
        shown = now
`

/** The server, and what it said. */
export interface TrialPyserial extends AsyncDisposable {
  readonly port: number
  readonly lines: readonly string[]
}

/** Starts the server of pyserial. */
export async function startPyserial(): Promise<TrialPyserial> {
  const child = spawn(PYTHON, ['-u', '-c', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const [first] = await once(reader, 'line')
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return { port: Number(String(first).split(' ')[1]), lines, [Symbol.asyncDispose]: stop }
}
