// A bench with trial devices behind the real exporter: answers calls, and pours bytes when it is told to.
import { z } from 'zod'
import { defineDriver } from '../../dist/src/runtime/driver.js'
import { bytes, call, defineInterface, param } from '../../dist/src/runtime/interface.js'
import { ExportedBench } from '../../dist/src/transport/exporter/exported-bench.js'
import { serveBench } from '../../dist/src/transport/served/serve.js'

const CHUNK = Buffer.alloc(65_536, 'x')

const trial = defineInterface({
  name: 'trial',
  version: 1,
  doc: 'Answers and pours.',
  members: {
    echo: call({
      doc: 'Gives a value back.',
      params: [param('value', z.unknown(), 'Any value.')],
      result: z.unknown(),
    }),
    pour: bytes({ doc: 'Pours bytes once it is written to; what else is written comes back.' }),
  },
})

/** Writes back what it is sent; "pour" makes it pour for as long as its reader keeps up, a number so many bytes. */
function openTrial() {
  let listener
  let left = 0
  let flowing = true
  const pour = () => {
    if (left <= 0 || !flowing) return
    left -= CHUNK.length
    listener.bytes(CHUNK)
    setImmediate(pour)
  }
  const channel = {
    listen: (one) => {
      listener = one
    },
    setFlow: (on) => {
      const begins = on && !flowing
      flowing = on
      if (begins) pour()
    },
    write: async (chunk) => {
      const text = chunk.length < 16 ? Buffer.from(chunk).toString() : ''
      if (text === 'stop') left = 0
      else if (text === 'pour' || Number(text) > 0) {
        left = text === 'pour' ? Number.POSITIVE_INFINITY : Number(text)
        pour()
      } else listener.bytes(Buffer.from(chunk))
    },
  }
  return { trial: { echo: ({ value }) => value, pour: channel }, [Symbol.asyncDispose]: async () => {} }
}

const driver = defineDriver({
  type: 'trial',
  doc: 'A trial.',
  provides: [trial],
  config: z.strictObject({}),
  open: async () => openTrial(),
})

const count = Number(process.argv[2] ?? 1)
const devices = Array.from({ length: count }, (_, index) => ({
  name: `d${index}`,
  type: undefined,
  role: 'dut',
  labels: {},
  drivers: [{ name: 'trial', driver, config: {} }],
}))
const bench = new ExportedBench({ file: '/bench.yaml', devices, secrets: [] })
const server = await serveBench((client) => bench.connect(client), {
  listen: { kind: 'tcp', host: '127.0.0.1', port: 0 },
  token: 'trial',
  grace: 30_000,
})
process.send({ url: server.url })
process.on('disconnect', () => process.exit())
process.on('message', () => {
  globalThis.gc?.()
  process.send({ rss: process.memoryUsage().rss, heap: process.memoryUsage().heapUsed })
})
