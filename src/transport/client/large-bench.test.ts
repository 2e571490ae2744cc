import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Connection } from '../../runtime/connection.ts'
import { serveBench } from '../served/serve.ts'
import { connectTo, unixAddress } from './remote-connection.ts'

test('a bench whose description has megabytes can be connected to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-large-'))
  const path = join(folder, 'bench.sock')
  const labels = { about: 'x'.repeat(3_000_000) }
  const description = { file: 'bench.yaml', devices: [{ name: 'a', role: 'dut', labels, abilities: [] }] }
  const bench = { description, [Symbol.asyncDispose]: async () => {} } as unknown as Connection
  {
    await using _server = await serveBench(() => bench, { listen: { kind: 'unix', path } })
    await using client = await connectTo(unixAddress(path))
    expect(client.description.devices[0]?.labels.about).toHaveLength(3_000_000)
  }
  rmSync(folder, { recursive: true })
})
