// An image of 256 MiB to an exporter in another process, verified there, beside what hashing and ws take by themselves.
import { fork } from 'node:child_process'
import { createHash, randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { connectTo } from '../dist/src/transport/client/remote-connection.js'

export const title = 'An image to an exporter'

const BYTES = 256 * 1024 * 1024
const ROUNDS = 5
const TARGET = { device: 'd0', ability: 'storage', member: 'flash' }

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-flash-bench-'))
  process.env.XDG_CACHE_HOME = join(folder, 'cache')
  const child = fork(fileURLToPath(new URL('transport/serve-storage.mjs', import.meta.url)))
  try {
    const [{ url, bare }] = await once(child, 'message')
    await measure(report, { folder, url, bare })
  } finally {
    child.disconnect()
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(report, { folder, url, bare }) {
  const connection = await connectTo({ url, token: 'trial' })
  await connection.hold({ key: 'bench', wanted: 'all' })
  const image = join(folder, 'disk.img')
  const contents = Buffer.alloc(BYTES)
  const times = { first: [], second: [], hash: [], copy: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    randomFillSync(contents)
    writeFileSync(image, contents)
    times.hash.push(await timed(() => createHash('sha256').update(contents).digest()))
    times.copy.push(await copy(bare, image))
    // A digest is kept of files that have been as they are for a while.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    times.first.push(await timed(() => connection.call(TARGET, { image })))
    times.second.push(await timed(() => connection.call(TARGET, { image })))
  }
  await connection[Symbol.asyncDispose]()
  tell(report, times)
}

function tell(report, { first, second, hash, copy: copied }) {
  report.figure({
    name: 'flash of 256 MiB with verification',
    target: '≥ 250 MB/s',
    measured: `${rate(median(first))} (${rate(Math.max(...first))} to ${rate(Math.min(...first))})`,
    beside: `SHA-256 of the same bytes ${rate(median(hash))}, a plain copy over ws ${rate(median(copied))}`,
  })
  report.figure({
    name: 'the same image again',
    target: '≥ 5 × faster',
    measured: `${median(second).toFixed(1)} ms, ${(median(first) / median(second)).toFixed(0)} × faster`,
  })
}

/** Reads the file and sends it in messages of 64 KiB, without hash or disk at the other end. */
async function copy(url, image) {
  const socket = new WebSocket(url, { perMessageDeflate: false, generateMask: (mask) => mask.fill(0) })
  await once(socket, 'open')
  const handle = await open(image)
  const took = await timed(async () => {
    const whole = once(socket, 'message')
    for (let position = 0; position < BYTES; position += 524_288) {
      const { buffer } = await handle.read(Buffer.allocUnsafe(524_288), 0, 524_288, position)
      for (let at = 0; at < buffer.length; at += 65_536) socket.send(buffer.subarray(at, at + 65_536))
      while (socket.bufferedAmount > 1_048_576) await new Promise((resolve) => setImmediate(resolve))
    }
    await whole
  })
  await handle.close()
  socket.close()
  return took
}

async function timed(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
const rate = (milliseconds) => `${Math.round(BYTES / 1e6 / (milliseconds / 1000))} MB/s`
