import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createRegistry, defineDeviceType } from '../plugin.ts'
import { lamp, TrialLamp } from '../testing/trial-lamp.ts'
import { duration } from '../units.ts'
import { deviceNamed, directoryOf, loadBench, readBench } from './bench-file.ts'

const bulb = new TrialLamp('bulb').driver
const port = {
  ...new TrialLamp('serial-port').driver,
  config: z.strictObject({
    path: z.string(),
    baud: z.number().default(9600),
    settle: duration().default(10),
  }),
}
const desk = defineDeviceType({
  type: 'desk-lamp',
  doc: 'A lamp on a desk.',
  config: z.strictObject({ colour: z.enum(['red', 'blue']).default('red') }),
  drivers: ({ colour }) => ({ [colour]: { type: 'bulb' } }),
})
const host = z.strictObject({ host: z.string(), port: z.number().default(22) })
const gate = {
  ...new TrialLamp('gate').driver,
  config: z.strictObject({ jump: z.union([host, z.array(host)]).optional() }),
}
const wall = defineDeviceType({
  type: 'wall-lamp',
  doc: 'A lamp on a wall, with a driver of its own choice.',
  config: z.strictObject({ lamp: z.looseObject({ type: z.string() }) }),
  drivers: (given) => given,
})
const registry = createRegistry({
  interfaces: [lamp],
  drivers: [bulb, port, gate],
  deviceTypes: [desk, wall],
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-bench-file-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function read(text: string, name = 'bench.yaml') {
  const file = join(folder, name)
  writeFileSync(file, text)
  return readBench(file, registry)
}

/** The problems of a text, each as `line:column-endColumn code message | hint`. */
function problemsOf(text: string, name?: string): string[] {
  return read(text, name).problems.map(({ line, column, endColumn, code, message, hint }) =>
    [`${line}:${column}-${endColumn} ${code}: ${message}`, ...(hint === undefined ? [] : [hint])].join(' | '),
  )
}

describe('a bench', () => {
  test('has devices with roles, labels and drivers, checked and with defaults', () => {
    const { bench } = read(`
devices:
  Desk: { type: desk-lamp, colour: blue, labels: { lab: 7, on: true } }
  Line:
    role: instrument
    drivers:
      tty: { type: serial-port, path: /dev/ttyS0, settle: 2 s }
`)
    expect(bench?.devices).toEqual([
      {
        ...{ name: 'Desk', type: 'desk-lamp', role: 'dut', labels: { lab: '7', on: 'true' } },
        drivers: [{ name: 'blue', driver: bulb, config: {} }],
      },
      {
        ...{ name: 'Line', type: undefined, role: 'instrument', labels: {} },
        drivers: [{ name: 'tty', driver: port, config: { path: '/dev/ttyS0', baud: 9600, settle: 2000 } }],
      },
    ])
    expect(bench && directoryOf(bench)).toBe(folder)
  })

  test('may be written as JSON, with tabs', () => {
    const { bench, problems } = read(
      '{\n\t"devices": {\n\t\t"Desk": { "type": "desk-lamp" }\n\t}\n}\n',
      'bench.json',
    )
    expect(problems).toEqual([])
    expect(bench?.devices.map((device) => device.name)).toEqual(['Desk'])
  })

  test('drivers beside a type are added to its own', () => {
    const { bench } = read('devices:\n  Desk:\n    type: desk-lamp\n    drivers: { spare: { type: bulb } }\n')
    expect(bench?.devices[0]?.drivers.map((driver) => driver.name)).toEqual(['red', 'spare'])
  })

  test('gives a device by name, or says which there are', () => {
    const { bench } = read('devices: { Desk: { type: desk-lamp } }')
    if (bench === undefined) throw new Error('no bench')
    expect(deviceNamed(bench, 'Desk').name).toBe('Desk')
    expect(() => deviceNamed(bench, 'desc')).toThrow(
      'The bench has no device "desc".\n  Did you mean "Desk"?',
    )
  })
})

describe('references', () => {
  test('to the environment and to files are filled in and kept as secrets', () => {
    process.env.HILWRIGHT_TRIAL_PORT = '/dev/secret'
    writeFileSync(join(folder, 'token'), 'pssst\r\n')
    const { bench } = read(
      'devices:\n  Line:\n    labels: { token: "${file:token}" }\n    drivers:\n      tty: { type: serial-port, path: "${env:HILWRIGHT_TRIAL_PORT}.0" }\n',
    )
    delete process.env.HILWRIGHT_TRIAL_PORT
    expect(bench?.devices[0]?.drivers[0]?.config).toMatchObject({ path: '/dev/secret.0' })
    expect(bench?.devices[0]?.labels).toEqual({ token: 'pssst' })
    expect(bench?.secrets).toEqual(['pssst', '/dev/secret'])
  })

  test('that lead nowhere are told, each in its place', () => {
    expect(
      problemsOf(
        'devices:\n  Desk:\n    type: desk-lamp\n    labels:\n      a: ${env:HILWRIGHT_NONE}\n      b: "${file:none}"\n',
      ),
    ).toEqual([
      '5:10-31 unresolved-reference: The environment variable "HILWRIGHT_NONE" is not set.',
      '6:10-24 unresolved-reference: The file "none" cannot be read.',
    ])
  })
})

describe('problems', () => {
  test('of every kind are told at once, each in its place', () => {
    expect(
      problemsOf(`devices:
  Desk:
    type: desk-lmap
  9lives:
    type: desk-lamp
  Empty:
  Line:
    role: dutt
  Wide:
    drivers:
      tty: { type: serial-port, bauds: 9600, settle: soon }
      two: { type: serial_prt }
      three: { path: x }
  Loose:
    tpye: desk-lamp
  Blue:
    type: desk-lamp
    colour: green
    color: red
`),
    ).toEqual([
      '3:11-20 unknown-device-type: I do not know the device type "desk-lmap". | Did you mean "desk-lamp"?',
      '4:3-9 wrong-name: "9lives" is no device name: use letters, digits, - and _.',
      '6:3-8 no-driver: The device "Empty" has neither a type nor drivers.',
      '8:11-15 wrong-value: The value of "devices.Line.role" is wrong: Invalid option: expected one of "dut"|"server"|"instrument".',
      '11:7-10 wrong-value: "devices.Wide.drivers.tty.path" is missing.',
      '11:54-58 wrong-value: The value of "devices.Wide.drivers.tty.settle" is wrong: expected a duration such as "500 ms", got "soon".',
      '11:33-38 unknown-key: I do not know the key "bauds" here. | Did you mean "baud"?',
      '12:20-30 unknown-driver: I do not know the driver type "serial_prt". | Did you mean "serial-port"?',
      '13:7-12 unknown-driver: The driver "three" has no type. | Known: "bulb", "serial-port", "gate".',
      '15:5-9 unknown-key: I do not know the key "tpye" here. | Did you mean "type"?',
      '14:3-8 no-driver: The device "Loose" has neither a type nor drivers.',
      '18:13-18 wrong-value: The value of "devices.Blue.colour" is wrong: Invalid option: expected one of "red"|"blue".',
      '19:5-10 unknown-key: I do not know the key "color" here. | Did you mean "colour"?',
    ])
  })

  test('of a value with several forms are those of the form that comes nearest', () => {
    expect(
      problemsOf(`devices:
  Near:
    drivers:
      one: { type: gate, jump: { hots: x } }
      two: { type: gate, jump: [{ host: x, prot: 2 }] }
      three: { type: gate, jump: 7 }
`),
    ).toEqual([
      '4:26-30 wrong-value: "devices.Near.drivers.one.jump.host" is missing.',
      '4:34-38 unknown-key: I do not know the key "hots" here. | Did you mean "host"?',
      '5:44-48 unknown-key: I do not know the key "prot" here. | Did you mean "port"?',
      '6:34-35 wrong-value: The value of "devices.Near.drivers.three.jump" is wrong: Invalid input.',
    ])
  })

  test('of a driver that a device type takes are told where it is written', () => {
    expect(
      problemsOf(`devices:
  A: { type: wall-lamp, lamp: { type: blub } }
  B: { type: wall-lamp, lamp: { type: serial-port, paht: x } }
`),
    ).toEqual([
      '2:39-43 unknown-driver: I do not know the driver type "blub". | Did you mean "bulb"?',
      '3:25-29 wrong-value: "devices.B.lamp.path" is missing.',
      '3:52-56 unknown-key: I do not know the key "paht" here. | Did you mean "path"?',
    ])
  })

  test('a key at the top that is not known', () => {
    expect(problemsOf('device: {}\ndevices: {}\n')).toEqual([
      '1:1-7 unknown-key: I do not know the key "device" here. | Did you mean "devices"?',
    ])
  })

  test('a file that says nothing', () => {
    const missing = '"devices" is missing.'
    expect(problemsOf('')).toEqual([`1:1-2 wrong-value: ${missing}`])
    expect(problemsOf('# later\n')).toEqual([`1:1-2 wrong-value: ${missing}`])
  })

  test('a file that is something else', () => {
    expect(problemsOf('just text')).toEqual([
      '1:1-10 wrong-value: The value of the file is wrong: Invalid input: expected object, received string.',
    ])
  })

  test('YAML that cannot be read is the only problem', () => {
    expect(problemsOf('devices:\n  Desk: { type: desk-lamp\n')).toEqual([
      '3:1-2 yaml-syntax: Flow map in block collection must be sufficiently indented and end with a }',
    ])
    expect(problemsOf('devices:\n  A: { type: desk-lamp }\n  A: { type: desk-lamp }\n')).toEqual([
      '3:3-4 yaml-syntax: Map keys must be unique',
    ])
    expect(problemsOf('{ "devices": ]', 'bench.json')[0]).toMatch(/^1:14-15 yaml-syntax: /)
  })

  test('an alias of nothing, and a tower of aliases', () => {
    expect(problemsOf('devices:\n  Desk: *lamp\n')).toEqual([
      '2:9-14 yaml-syntax: Nothing before this is named &lamp.',
    ])
    const tower = Array.from({ length: 9 }, (_, n) => `b${n + 1}: &b${n + 1} [${Array(9).fill(`*b${n}`)}]`)
    expect(problemsOf(['b0: &b0 [x]', ...tower, 'devices: *b9'].join('\n'))[0]).toMatch(
      /^1:1-2 yaml-syntax: Excessive alias count/,
    )
  })

  test('an excerpt is the line itself', () => {
    const [problem] = read('devices:\r\n  Desk: { type: lamp }\r\n').problems
    expect(problem).toMatchObject({
      file: join(folder, 'bench.yaml'),
      excerpt: '  Desk: { type: lamp }',
      severity: 'error',
    })
  })
})

describe('loading', () => {
  test('a bench with problems is refused with all of them', () => {
    const file = join(folder, 'bench.yaml')
    writeFileSync(file, 'devices:\n  Desk: { type: desk-lmap }\n')
    expect(() => loadBench(file, registry)).toThrow(
      `${file}:2:17  I do not know the device type "desk-lmap".\n   2 |   Desk: { type: desk-lmap }\n     |                 ^^^^^^^^^\n  Did you mean "desk-lamp"?`,
    )
  })

  test('a file that is not there is refused with what to do', () => {
    const file = join(folder, 'none.yaml')
    expect(() => loadBench(file, registry)).toThrow(
      `The bench file ${file} cannot be read.\n  Name an existing file with use.benchFile in playwright.config.ts, or make one: hil init`,
    )
  })
})
