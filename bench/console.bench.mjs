// Waiting on a console that prints 10 MB without showing the pattern, then the pattern.
import { performance } from 'node:perf_hooks'
import { ByteLog } from '../dist/src/runtime/console/byte-log.js'
import { Console } from '../dist/src/runtime/console/console.js'

export const title = 'readUntil over 10 MB of unmatched output'

const MB = 1e6
const LITERAL = 'boot complete'
/** No literal part that an engine could look for first. */
const EXPRESSIONS = [/boot \w+ete/, /[a-z]+=\d+ volts\b/, /root@[\w-]+:[^ ]+ # $/, /panic|Oops: \d+|BUG:\s/]
const ROUNDS = 5

export async function run(report) {
  const text = output(10 * MB)
  await reportLiteral(report, text)
  for (const expression of EXPRESSIONS) await reportExpression(report, text, expression)
  await reportLinearity(report)
}

async function reportLiteral(report, text) {
  const bytes = Buffer.from(text)
  const limit = await rate(() => bytes.indexOf('no such text'), text)
  report(line('limit: Buffer.indexOf over one piece', limit))
  await reportPattern(report, text, { pattern: LITERAL, target: 200, chunks: [65_536, 4096, 64, 1], limit })
}

async function reportExpression(report, text, expression) {
  const limit = await rate(() => expression.exec(text), text)
  report(line('limit: RegExp.exec over one string', limit))
  await reportPattern(report, text, { pattern: expression, target: 50, chunks: [65_536, 4096], limit })
}

async function reportPattern(report, text, { pattern, target, chunks, limit }) {
  const there = await rate(() => waitForAll(text, pattern, text.length), text)
  report(line('readUntil, 10 MB already there', there))
  const rates = []
  for (const chunk of chunks) {
    rates.push(await rate(() => waitForAll(text, pattern, chunk), text))
    report(line(`readUntil, chunks of ${chunk} B`, rates.at(-1)))
  }
  const peer = await rate(() => naive(text, pattern, MB), text, MB)
  report.figure({
    name: `readUntil over 10 MB without a match, ${pattern}`,
    target: `≥ ${target} MB/s`,
    measured: `${Math.min(there, rates[0], rates[1]).toFixed(0)} MB/s (slowest of 4 kB and 64 kB chunks, and all there)`,
    beside: `search in one piece: ${limit.toFixed(0)} MB/s; append and search again: ${peer.toFixed(1)} MB/s`,
  })
}

async function reportLinearity(report) {
  for (const pattern of [LITERAL, EXPRESSIONS[1]])
    for (const chunk of [4096, 16]) {
      const once = await fastest(() => waitForAll(output(10 * MB), pattern, chunk))
      const twice = await fastest(() => waitForAll(output(20 * MB), pattern, chunk))
      report(`${pattern}, chunks of ${chunk} B: 20 MB take ${(twice / once).toFixed(2)} × 10 MB (linear: 2)`)
    }
}

/** Chunks arrive one in a turn of the event loop, as from a socket; tiny ones 4096 bytes in a turn. */
async function waitForAll(text, pattern, chunkSize) {
  const bytes = Buffer.from(text)
  const log = new ByteLog({ keep: 32 * MB })
  const console = new Console({ device: 'board', log, write: async () => {} })
  if (chunkSize >= bytes.length) log.append(bytes)
  const wait = console.expect(pattern, { timeout: 600_000 }).then(({ offset }) => offset)
  if (chunkSize < bytes.length) await deliver(log, bytes, chunkSize)
  log.append(Buffer.from('\nboot complete panic volt=3 volts \nroot@board:~ # '))
  return await wait
}

async function deliver(log, bytes, chunkSize) {
  const perTurn = Math.max(chunkSize, 4096)
  for (let turn = 0; turn < bytes.length; turn += perTurn) {
    for (let at = turn; at < Math.min(turn + perTurn, bytes.length); at += chunkSize)
      log.append(bytes.subarray(at, at + chunkSize))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** What a tool does that collects output in a string: 1 MB of the text is more than enough to see it. */
function naive(text, pattern, length) {
  let collected = ''
  for (let at = 0; at < length; at += 4096) {
    collected += text.slice(at, at + 4096)
    if (typeof pattern === 'string' ? collected.includes(pattern) : pattern.test(collected)) return collected
  }
  return undefined
}

function output(size) {
  const lines = []
  for (let length = 0, index = 0; length < size; index += 1) {
    const text = `[${String(index / 100).padStart(12)}] mmc0: new high speed card at address ${index % 4096}, rail=${index % 50}\r\n`
    lines.push(text)
    length += text.length
  }
  return lines.join('').slice(0, size)
}

async function fastest(work) {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    await work()
    best = Math.min(best, performance.now() - began)
  }
  return best
}

async function rate(work, text, bytes = text.length) {
  return bytes / 1000 / (await fastest(work))
}

function line(name, megabytesPerSecond) {
  return `${name.padEnd(52)} ${megabytesPerSecond.toFixed(megabytesPerSecond < 10 ? 1 : 0).padStart(6)} MB/s`
}
