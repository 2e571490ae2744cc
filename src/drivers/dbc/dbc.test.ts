import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DbcCodec } from './dbc-codec.ts'
import { parseDbc } from './parse-dbc.ts'
import { readDbc } from './read-dbc.ts'
import { TRIAL_DBC } from './trial-dbc.ts'

const codec = new DbcCodec(parseDbc(TRIAL_DBC, 'trial.dbc'))
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replace(/ /g, ''), 'hex'))
const decode = (name: string, hex: string) =>
  Object.fromEntries(codec.decode(codec.message(name), bytes(hex)))

describe('decoding', () => {
  test('values have factor, offset, unit and name', () => {
    expect(decode('EngineData', 'A0 0F E2 FF 60 02 00 00')).toMatchObject({
      Speed: { value: 1000, unit: 'rpm' },
      Temperature: { value: 10, unit: '°C' },
      State: { value: 2, label: 'Running; warm' },
    })
  })

  test('a signal of 64 bits loses no digit', () => {
    const largest = decode('Odometer', 'FF FF FF FF FF FF FF FF').Distance
    expect(largest).toEqual({ value: 18446744073709551615n, unit: 'mm' })
  })

  test('only the signals that the switch says are there', () => {
    expect(Object.keys(decode('Switched', '00 01 02 03'))).toEqual(['Page', 'First', 'Always'])
    expect(Object.keys(decode('Switched', '01 01 02 03'))).toEqual(['Page', 'Second', 'Always'])
    expect(Object.keys(decode('Switched', '07 01 02 03'))).toEqual(['Page', 'Always'])
  })

  test('data that is too short has the signals that fit', () => {
    expect(Object.keys(decode('EngineData', 'A0 0F'))).toEqual(['Speed'])
    expect(decode('EngineData', '')).toEqual({})
  })
})

describe('encoding', () => {
  test.each(['EngineData', 'Odometer', 'Pressure', 'Switched'])('%s: what is encoded is decoded', (name) => {
    const message = codec.message(name)
    const page = fc.constantFrom(0, 1)
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: message.length, maxLength: message.length }),
        page,
        (data, chosen) => {
          if (name === 'Switched') data[0] = chosen
          const signals = codec.decode(message, data)
          const values = Object.fromEntries([...signals].map(([signal, { value }]) => [signal, value]))
          if (Object.values(values).some((value) => Number.isNaN(value))) return
          expect(codec.decode(message, codec.encode(message, values))).toEqual(signals)
        },
      ),
    )
  })

  test('names of values are taken, whatever their case, and what is not given is nothing', () => {
    const data = codec.encode(codec.message('EngineData'), { State: 'starting', Speed: 1000 })
    expect(Buffer.from(data).toString('hex')).toBe('a00f000000010000')
  })

  test.each([
    ['EngineData', { Speed: 20_000 }, 'can-value', 'It goes from 0 to 16383.75 rpm.'],
    ['EngineData', { State: 'sleepy' }, 'can-value', '"Off", "Starting", "Running; warm", "Fault"'],
    ['EngineData', { Sped: 1 }, 'unknown-can-signal', 'Did you mean "Speed"?'],
    ['Switched', { Page: 0, Second: 1 }, 'can-value', 'only if Page is 1.'],
    ['EngineDate', {}, 'unknown-can-message', 'Did you mean "EngineData"?'],
  ])('%s with %j is refused', (name, values, code, text) => {
    expect(() => codec.encode(codec.message(name), values)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(text) }),
    )
  })
})

describe('names', () => {
  test('a signal is found by its name, or with its message in front', () => {
    expect(codec.signal('Speed').message.name).toBe('EngineData')
    expect(codec.signal('Precise.Value').signal.format).toBe('float')
    expect(() => codec.signal('Engine.Speed')).toThrow(/no message "Engine"/)
    expect(() => codec.signal('Spede')).toThrow(/no signal "Spede"[\s\S]*"Speed"/)
  })

  test('a signal of several messages must be named with one', () => {
    const twice = new DbcCodec(
      parseDbc(`${TRIAL_DBC}\nBO_ 5 Other: 8 Engine\n SG_ Speed : 0|8@1+ (1,0) [0|0] "" X\n`, 'x'),
    )
    expect(() => twice.signal('Speed')).toThrow(/EngineData.Speed, Other.Speed/)
  })
})

describe('files', () => {
  test('a line that cannot be read is named', () => {
    const broken = TRIAL_DBC.replace('0|16@1+', '0-16@1+')
    expect(() => parseDbc(broken, 'trial.dbc')).toThrow(
      /^trial\.dbc:13: this signal cannot be read: SG_ Speed/,
    )
  })

  test('code page 1252 is understood too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilwright-dbc-'))
    writeFileSync(join(folder, 'old.dbc'), Buffer.from(TRIAL_DBC, 'latin1'))
    const old = await readDbc(join(folder, 'old.dbc'))
    rmSync(folder, { recursive: true })
    expect(old.signal('Temperature').signal.unit).toBe('°C')
    await expect(readDbc(join(folder, 'none.dbc'))).rejects.toMatchObject({ code: 'dbc-missing' })
  })
})

// Debian's python3-canmatrix, read by Debian's own Python.
const PYTHON = '/usr/bin/python3'
const ORACLE = `
import json, sys, canmatrix.formats
work = json.load(sys.stdin)
db = canmatrix.formats.loads_flat(work['dbc'].encode(), import_type='dbc', dbcImportEncoding='utf-8')
def answer(name, data):
    decoded = db.frame_by_name(name).decode(bytes.fromhex(data))
    return {k: float(v.phys_value) for k, v in decoded.items()}
print(json.dumps([answer(*one) for one in work['frames']]))
`
const hasOracle = spawnSync(PYTHON, ['-c', 'import canmatrix.formats']).status === 0

test.skipIf(!hasOracle)('canmatrix decodes 2,000 random frames to the same values', () => {
  const random = fc.sample(fc.uint8Array({ minLength: 8, maxLength: 8 }), { numRuns: 500, seed: 7 })
  const names = ['EngineData', 'Odometer', 'Pressure', 'Precise']
  const frames = random.flatMap((data) =>
    names.map((name) => [name, Buffer.from(data).toString('hex')] as const),
  )
  const { stdout } = spawnSync(PYTHON, ['-c', ORACLE], {
    input: JSON.stringify({ dbc: TRIAL_DBC, frames }).replace(/[\u0080-\uffff]/g, '?'),
    maxBuffer: 2 ** 26,
    encoding: 'utf8',
  })
  const theirs = JSON.parse(stdout.replace(/\bNaN\b/g, 'null').replace(/\bInfinity\b/g, '1e999')) as Record<
    string,
    number | null
  >[]
  const different = frames.flatMap(([name, data], index) => {
    const signals = Object.entries(decode(name, data)).filter(
      ([signal, { value }]) => !isNear(Number(value), theirs[index]?.[signal]),
    )
    return signals.map(([signal, { value }]) => [name, data, signal, value, theirs[index]?.[signal]])
  })
  expect(theirs.map((one) => Object.keys(one).length)).toEqual(
    frames.map(([name]) => codec.message(name).signals.length),
  )
  expect(different).toEqual([])
})

/** Their arithmetic is decimal: the last digits may differ. */
function isNear(ours: number, value: number | null | undefined): boolean {
  if (value === null || value === undefined) return Number.isNaN(ours) && value === null
  return ours === value || Math.abs(ours - value) <= Math.abs(value) * 1e-12
}
