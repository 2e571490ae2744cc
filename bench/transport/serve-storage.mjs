// A storage that takes any image behind the real exporter's files, and a bare ws server that takes bytes.
import { mkdtempSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { defineDriver } from '../../dist/src/runtime/driver.js'
import { FileStore } from '../../dist/src/runtime/files/file-store.js'
import { storage } from '../../dist/src/runtime/interfaces/storage.js'
import { ExportedBench } from '../../dist/src/transport/exporter/exported-bench.js'
import { serveBench } from '../../dist/src/transport/served/serve.js'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-flash-bench-'))
const write = async ({ image }) => ({ bytes: (await stat(image)).size, sha256: '' })

const driver = defineDriver({
  type: 'disk',
  doc: 'A storage that is as fast as nothing.',
  provides: [storage],
  config: z.strictObject({}),
  open: async () => ({
    storage: { flash: write, verify: write, read: () => new Uint8Array() },
    [Symbol.asyncDispose]: async () => {},
  }),
})

const device = { name: 'd0', type: undefined, role: 'dut', labels: {} }
const devices = [{ ...device, drivers: [{ name: 'disk', driver, config: {} }] }]
const files = new FileStore(folder)
const bench = new ExportedBench({ file: '/bench.yaml', devices, secrets: [] }, { files })
const server = await serveBench((client) => bench.connect(client), {
  listen: { kind: 'tcp', host: '127.0.0.1', port: 0 },
  ...{ token: 'trial', grace: 30_000, files },
})
const bare = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () => {
  process.send({ url: server.url, bare: `ws://127.0.0.1:${bare.address().port}` })
})
bare.on('connection', (socket) => {
  let taken = 0
  socket.on('message', (bytes) => {
    taken += bytes.length
    if (taken % (256 * 1024 * 1024) === 0) socket.send('whole')
  })
})
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
