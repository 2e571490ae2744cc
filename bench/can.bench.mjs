// Frames over a slcan adapter at the end of a pty: both directions, beside what the pty itself carries.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { createCan } from '../dist/src/drivers/can-bus/create-can.js'
import { openSerialLink } from '../dist/src/drivers/links/serial-link.js'
import { encodeSlcan, SlcanDecoder } from '../dist/src/drivers/slcan/slcan-codec.js'
import { SlcanPort } from '../dist/src/drivers/slcan/slcan-port.js'

export const title = 'CAN frames over slcan on a pty'

const FRAMES = 100_000
const SENT = 5000
/** A bus of 1 Mbit/s that is full of frames with 8 bytes carries so many a second. */
const FULL_BUS = 7800

/** A pty whose other end answers every command, and sends frames when it is told to. */
const ADAPTER = `
import os, pty, tty
master, slave = pty.openpty()
tty.setraw(slave)
os.write(1, os.ttyname(slave).encode() + b"\\n")
frame = b"t1238A00F000000000000\\r"
rest = b""
while True:
    rest += os.read(master, 65536)
    *lines, rest = rest.split(b"\\r")
    out = b""
    for line in lines:
        out += b"z\\r" if line[:1] in b"tT" else b"\\r"
        if line[:4] == b"t7FF":
            out += frame * int(line[5:13].decode())
    while out:
        out = out[os.write(master, out):]
`

export async function run(report) {
  const child = spawn('python3', ['-c', ADAPTER], { stdio: ['pipe', 'pipe', 'ignore'] })
  try {
    const [line] = await once(child.stdout, 'data')
    await measure(report, line.toString().trim())
  } finally {
    child.kill()
  }
}

async function measure(report, path) {
  const signal = new AbortController().signal
  const link = await openSerialLink({ path, baudRate: 115_200 }, signal)
  const port = await SlcanPort.open(link, { name: path, bitRate: 1_000_000, listenOnly: false }, signal)
  const bus = createCan(port, undefined)
  try {
    const received = await receive(bus.can, signal)
    const sent = await send(bus.can, signal)
    const limit = decodeAlone()
    report.figure({
      name: 'CAN frames received over slcan on a pty',
      target: `≥ ${FULL_BUS}/s, a full bus of 1 Mbit/s`,
      measured: `${received.toFixed(0)}/s`,
      beside: `codec alone: ${limit.toFixed(0)}/s`,
    })
    report.figure({
      name: 'CAN frames sent one after the other, each acknowledged',
      target: '≥ 1000/s',
      measured: `${sent.toFixed(0)}/s`,
    })
  } finally {
    await bus[Symbol.asyncDispose]()
  }
}

async function receive(can, signal) {
  const frames = can.frames({ id: 0x123 }, { signal })
  const started = performance.now()
  // The adapter repeats its frame as often as the digits of this one say.
  const digits = Buffer.from(String(FRAMES / 10).padStart(8, '0'), 'hex')
  for (let part = 0; part < 10; part++)
    await can.send({ id: 0x7ff, data: new Uint8Array(digits) }, { signal })
  let count = 0
  for await (const _frame of frames) if (++count === FRAMES) break
  return (FRAMES * 1000) / (performance.now() - started)
}

async function send(can, signal) {
  const started = performance.now()
  const data = new Uint8Array(8)
  for (let count = 0; count < SENT; count++) await can.send({ id: 0x100, data }, { signal })
  return (SENT * 1000) / (performance.now() - started)
}

function decodeAlone() {
  const frame = { id: 0x123, extended: false, remote: false, data: new Uint8Array(8) }
  const text = Buffer.from(`${encodeSlcan(frame)}\r`.repeat(FRAMES))
  const decoder = new SlcanDecoder()
  const started = performance.now()
  for (let at = 0; at < text.length; at += 4096) decoder.decode(text.subarray(at, at + 4096))
  return (FRAMES * 1000) / (performance.now() - started)
}
