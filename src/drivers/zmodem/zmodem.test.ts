import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { receiveZmodem } from './receive-zmodem.ts'
import { sendZmodem } from './send-zmodem.ts'
import { TrialLine, type TrialLineOptions } from './trial-line.ts'

const ALL = Buffer.from(Array.from({ length: 64 * 256 }, (_, index) => index & 0xff))
const MEGABYTE = randomBytes(1024 * 1024)
const CONTENTS = {
  nothing: Buffer.alloc(0),
  'one byte': Buffer.from('x'),
  'all bytes': ALL,
  'a megabyte': MEGABYTE,
}
type How = Omit<TrialLineOptions, 'folder'>

function open(command: string, how: How = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-zmodem-'))
  writeFileSync(join(folder, 'sent'), '')
  const trial = new TrialLine(command, { folder, ...how })
  onTestFinished(async () => {
    await trial[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  return { ...{ trial, folder }, path: join(folder, 'sent') }
}

async function send(content: Buffer, command = 'rz -bqy', how: How = {}): Promise<Buffer> {
  const { trial, path } = open(command, how)
  await sendZmodem(trial.line, { name: 'sent', content })
  await trial.ended()
  return readFileSync(path)
}

async function receive(content: Buffer, options = '-bq', how: How = {}): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-zmodem-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'here'), content)
  const { trial } = open(`sz ${options} ${join(folder, 'here')}`, how)
  return await receiveZmodem(trial.line)
}

/** Turns one bit of every so manieth byte around, both ways. */
function damaging(every: number): How {
  return {
    pass: (bytes, offset) =>
      bytes.map((byte, index) => ((offset + index) % every === every - 1 ? byte ^ 4 : byte)) as Buffer,
  }
}

describe.skipIf(!installed('socat', 'rz', 'sz'))('lrzsz', () => {
  test.each(Object.entries(CONTENTS))('takes %s', async (_name, content) => {
    expect((await send(content)).equals(content)).toBe(true)
  })

  test.each(Object.entries(CONTENTS))('brings %s', async (_name, content) => {
    expect((await receive(content)).equals(content)).toBe(true)
  })

  test('takes data in which all control characters are escaped, and brings them', async () => {
    const said: Buffer[] = []
    const pass: How['pass'] = (bytes, _offset, way) => {
      if (way === 'to program') said.push(Buffer.from(bytes))
      return bytes
    }
    expect((await send(ALL, 'rz -bqye', { pass })).equals(ALL)).toBe(true)
    const begin = Buffer.concat(said).indexOf('sent\u0018@') // the name, and a zero behind it
    expect(begin).toBeGreaterThan(0)
    expect((await receive(ALL, '-bqe')).equals(ALL)).toBe(true)
  })

  test('brings data with checksums of 16 bits, and such that want an answer now and then', async () => {
    expect((await receive(ALL, '-bqo')).equals(ALL)).toBe(true)
    expect((await receive(MEGABYTE, '-bq -w 4096')).equals(MEGABYTE)).toBe(true)
  })

  test('takes and brings a file over a line that damages one of 5003 bytes', async () => {
    const content = MEGABYTE.subarray(0, 100_000)
    expect((await send(content, 'rz -bqy', damaging(5003))).equals(content)).toBe(true)
    expect((await receive(content, '-bq', damaging(5003))).equals(content)).toBe(true)
  })
})
