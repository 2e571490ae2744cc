import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Target } from '../../runtime/connection.ts'
import type { AnyDriver } from '../../runtime/driver.ts'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { commandDrivers } from './command-drivers.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hil-commands-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function driverOf(name: string): AnyDriver {
  const driver = commandDrivers.find(({ type }) => type === `command-${name}`)
  if (driver === undefined) throw new Error(`no command-${name}`)
  return driver
}

/** Opens a device whose abilities are commands. */
async function open(abilities: Readonly<Record<string, object>>): Promise<TrialDevice> {
  const drivers = Object.entries(abilities).map(([name, config]) => [
    name,
    { driver: driverOf(name), config },
  ])
  return await openTrialDevice(Object.fromEntries(drivers), folder)
}

const problems = (name: string, config: object) => {
  const { error } = driverOf(name).config.safeParse(config)
  return error?.issues.map(({ message }) => message).join('; ')
}

test('there is one for each interface, and none hides a member behind its own words', () => {
  expect(commandDrivers.map(({ type }) => type).sort()).toEqual(
    builtInInterfaces.map(({ name }) => `command-${name}`).sort(),
  )
  for (const { members } of builtInInterfaces)
    for (const own of ['env', 'timeout']) expect(members).not.toHaveProperty(own)
})

describe('power', () => {
  const relay = (name: string) => ({
    on: ['cp', '/dev/null', name],
    off: `rm -f ${name}`,
    state: { command: ['test', '-e', name], values: { on: 0, off: 1 } },
    current: { command: 'echo "I = 12.5 mA"', pattern: 'I = ([\\d.]+) mA', scale: 0.001 },
    readings: {
      command: 'for i in 1 2 3; do echo "$i 5.0 0.$i"; done',
      pattern: '(?<time>\\d) (?<voltage>\\S+) (?<current>\\S+)',
    },
    timeout: '400 ms',
  })

  test('is switched by commands and verified by the one that tells the state', async () => {
    await using trial = await open({ power: relay('relay') })
    const { power } = trial.device
    expect(await power.state()).toBe('off')
    await power.on()
    expect(await power.state()).toBe('on')
    await power.cycle({ offTime: 1 })
    expect(existsSync(join(folder, 'relay'))).toBe(true)
    expect(await power.current()).toBeCloseTo(0.0125)
    const readings = []
    for await (const reading of power.readings()) readings.push(reading)
    expect(readings.at(-1)).toEqual({ time: 3, voltage: 5, current: 0.3 })
  })

  test('a switch that lies is told', async () => {
    await using trial = await open({ power: { ...relay('liar'), on: ['true'] } })
    await expect(trial.device.power.on()).rejects.toMatchObject({ code: 'power-not-switched' })
  })

  test('a command that fails, is missing or never ends is told, with what it printed', async () => {
    const on = 'echo no relay 3 >&2; exit 7'
    await using trial = await open({ power: { on, off: ['true'] } })
    await expect(trial.device.power.on()).rejects.toThrow(
      `board: "${on}" ended with exit code 7.\n  | no relay 3`,
    )
    await expect(trial.device.power.current()).rejects.toMatchObject({ code: 'no-meter' })
    const late = { command: 'sleep 31501 & sleep 31501', timeout: '100 ms' }
    await using other = await open({ analog: { measure: ['no-such-program'], apply: late } })
    await expect(other.device.analog.measure('A0')).rejects.toThrow(
      '"no-such-program" cannot be run: there is no such program',
    )
    await expect(other.device.analog.apply('A0', 1)).rejects.toThrow(
      '"sleep 31501 & sleep 31501" did not end within 100 ms, and was ended.',
    )
  })
})

describe('values', () => {
  const echo = { measure: { command: ['printf', '%s', '{channel}'], pattern: '=(.*)' } }

  test('come into arguments and lines as one word, whatever stands in them', async () => {
    const evil = `'; touch "${join(folder, 'broken')}" #$(id)\`id\`&|\n=1.5`
    const line = { command: 'printf %s {channel} | cat', pattern: '=(.*)' }
    const quoted = { command: `printf '%s' "{channel}"`, pattern: '=(.*)' }
    for (const measure of [echo.measure, line, quoted]) {
      await using trial = await open({ analog: { measure } })
      expect(await trial.device.analog.measure(evil)).toBe(1.5)
    }
    expect(existsSync(join(folder, 'broken'))).toBe(false)
  })

  test('that a parameter was not given leave an argument of nothing else out', async () => {
    await using trial = await open({ storage: { read: ['printf', '%s.', '{offset}', '{length}', 'end'] } })
    expect(Buffer.from(await trial.device.storage.read()).toString()).toBe('0.end.')
    expect(Buffer.from(await trial.device.storage.read({ length: 7 })).toString()).toBe('0.7.end.')
  })

  test('come into what a command reads, and into variables of the configuration they do not', async () => {
    const apply = {
      command: 'cat >applied; printf %s "$UNIT {{x}} ${HOME:+home}" >>applied',
      input: '{channel}={voltage}',
    }
    await using trial = await open({ analog: { apply, env: { UNIT: 'V' } } })
    await trial.device.analog.apply('A0', 3.3)
    expect(readFileSync(join(folder, 'applied'), 'utf8')).toBe('A0=3.3V {x} home')
  })

  test('that output does not have are told', async () => {
    await using trial = await open({ analog: { measure: 'echo volts: none' } })
    await expect(trial.device.analog.measure('A0')).rejects.toThrow(
      'board: "echo volts: none" printed no number:\n  | volts: none',
    )
    await using other = await open({
      gpio: { read: { command: 'echo maybe', values: { high: '^1', low: '^0' } } },
    })
    await expect(other.device.gpio.read('PA0')).rejects.toThrow('printed none of its values:\n  | maybe')
    await expect(other.device.gpio.drive('PA0', 'high')).rejects.toMatchObject({
      code: 'no-command',
      family: 'suite',
    })
  })

  test('nobody knows are found in the bench file', () => {
    expect(problems('power', { on: 'relay {outlet}', off: 'relay' })).toBe(
      'there is nothing for {outlet} here; there is: {device}. For a brace, write two.',
    )
    expect(problems('power', { on: 'x' })).toBe('command-power needs a command for on and one for off')
    expect(problems('analog', {})).toBe('command-analog needs a command for at least one of apply, measure')
    expect(problems('analog', { measure: { command: 'x', pattern: '(' } })).toContain('no regular expression')
    expect(problems('power', { on: 'x', blink: 'y' })).toContain('blink')
    expect(problems('gpio', { waitForEdge: ['wait', '{pin}', '{edge}', '{timeout}'] })).toBeUndefined()
  })
})

describe('storage', () => {
  const flasher = {
    command: ['sh', '-c', 'for p in 10 55 100; do echo "writing $p%"; done; cp "$1" flash', 'x', '{image}'],
  }

  test('is flashed by a command, verified by another or by reading back', async () => {
    writeFileSync(join(folder, 'image.bin'), 'the image')
    const verify = ['cmp', '{image}', 'flash']
    for (const more of [{}, { verify }, { read: ['head', '-c', '{length}', 'flash'] }]) {
      await using trial = await open({ storage: { flash: flasher, ...more } })
      const flashed = await trial.device.storage.flash('image.bin')
      expect(flashed).toEqual({ bytes: 9, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    }
  })

  test('a flash that failed, or wrote something else, never reports success', async () => {
    writeFileSync(join(folder, 'image.bin'), 'the image')
    const flash = 'echo other >flash'
    for (const more of [{ verify: ['cmp', '{image}', 'flash'] }, { read: ['cat', 'flash'] }]) {
      await using trial = await open({ storage: { flash, ...more } })
      await expect(trial.device.storage.flash('image.bin')).rejects.toMatchObject({ code: 'verify-failed' })
    }
    await using broken = await open({ storage: { flash: ['false'] } })
    await expect(broken.device.storage.flash('image.bin')).rejects.toMatchObject({ code: 'command-failed' })
    await expect(broken.device.storage.flash('nowhere.bin')).rejects.toMatchObject({ code: 'file-not-found' })
  })

  test('its progress is read from what the command prints', async () => {
    writeFileSync(join(folder, 'image.bin'), Buffer.alloc(200))
    const slow = 'for p in 25 50; do echo "$p%"; sleep 0.1; done; cp {image} flash'
    await using trial = await open({ storage: { flash: { command: slow, progress: '(\\d+)%' } } })
    const steps: unknown[] = []
    const following = (async () => {
      for await (const state of trial.device.storage.progress()) {
        steps.push(state)
        if (steps.length > 1 && state.step === 'idle') break
      }
    })()
    await trial.device.storage.flash('image.bin')
    await following
    expect(steps).toContainEqual({ step: 'write', bytes: 50, length: 200 })
    expect(steps).toContainEqual({ step: 'write', bytes: 100, length: 200 })
  })
})

describe('a console', () => {
  test('is a command that reads and prints; one that ends is started again, with a mark', async () => {
    const stream = 'echo ready; while read -r line; do [ "$line" = end ] && exit 3; echo "heard $line"; done'
    await using trial = await open({ console: { stream } })
    const { console } = trial.device
    await console.readUntil('ready')
    await console.send('you\n')
    await console.readUntil('heard you')
    await console.send('end\n')
    await console.readUntil('ready')
    await console.send('again\n')
    await console.readUntil('heard again')
  })

  test('ends with the session, with all that it started', async () => {
    const trial = await open({ console: { stream: 'echo up; sleep 31502 & sleep 31503' } })
    await trial.device.console.readUntil('up')
    await trial[Symbol.asyncDispose]()
    const left = () => spawnSync('pgrep', ['-f', '^sleep 3150[23]']).status
    await expect.poll(left).toBe(1)
  })
})

/** Opens a connection of a device for one program, and hears what comes over it. */
async function connect({ session }: TrialDevice, [ability, member]: [string, string], params = {}) {
  const connection = session.connect()
  // Whoever holds the device may open connections to it.
  await connection.hold({ key: 'trial', wanted: 'all' })
  let said = ''
  let end: { readonly error: Error | undefined } | undefined
  const target: Target = { device: 'board', ability, member }
  const stream = await connection.openStream(
    target,
    {
      bytes: (chunk) => {
        said += Buffer.from(chunk).toString()
      },
      mark: () => {},
      ended: (error) => {
        end ??= { error }
      },
    },
    { params },
  )
  const write = (text: string) => stream.write(Buffer.from(text))
  return {
    ...{ stream, connection, write, said: () => said },
    ended: () =>
      expect
        .poll(() => end, { timeout: 10_000 })
        .toBeDefined()
        .then(() => end?.error),
  }
}

describe('a connection', () => {
  test('is a command of its own for each who opens one, with both ways and both ends', async () => {
    await using trial = await open({ endpoints: { connect: 'echo at {endpoint}; cat; echo bye' } })
    const one = await connect(trial, ['endpoints', 'connect'], { endpoint: 'web' })
    const other = await connect(trial, ['endpoints', 'connect'], { endpoint: 'log' })
    await one.write('first')
    await other.write('second')
    await expect.poll(one.said).toBe('at web\nfirst')
    await expect.poll(other.said).toBe('at log\nsecond')
    await one.stream.end()
    expect(await one.ended()).toBeUndefined()
    expect(one.said()).toBe('at web\nfirstbye\n')
    await other.write(' time')
    await expect.poll(other.said).toBe('at log\nsecond time')
  })

  test('carries bytes as they are, as many as there are', async () => {
    await using trial = await open({ vnc: { connect: 'cat' } })
    const { stream, said, ended } = await connect(trial, ['vnc', 'connect'])
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index % 9) + 33))
    await stream.write(bytes)
    await stream.end()
    expect(await ended()).toBeUndefined()
    expect(said()).toBe(bytes.toString())
  })

  test('that fails ends with what the command said', async () => {
    await using trial = await open({
      ssh: { tunnel: 'echo "no way to {target}" >&2; exit 7' },
      vnc: { connect: ['no-such-program-here'] },
    })
    const failed = await connect(trial, ['ssh', 'tunnel'], { target: '80' })
    expect(await failed.ended()).toMatchObject({
      ...{ family: 'lab', code: 'command-failed' },
      message: expect.stringMatching(/ended with exit code 7\.\n {2}\| no way to 80/),
    })
    const missing = await connect(trial, ['vnc', 'connect'])
    expect(await missing.ended()).toMatchObject({ code: 'command-failed' })
    await expect(connect(trial, ['ssh', 'nothing'])).rejects.toMatchObject({ code: 'unknown-member' })
  })

  test('without a command is told', async () => {
    await using trial = await open({ endpoints: { list: ['echo', '[]'] } })
    const refused = connect(trial, ['endpoints', 'connect'], { endpoint: 'web' })
    await expect(refused).rejects.toMatchObject({ code: 'no-command' })
  })

  test('takes its command along when it is closed, and when the session ends', async () => {
    const trial = await open({ endpoints: { connect: 'echo up; sleep 31504 & sleep 31505' } })
    const { stream, said } = await connect(trial, ['endpoints', 'connect'], { endpoint: 'web' })
    await expect.poll(said).toBe('up\n')
    await stream[Symbol.asyncDispose]()
    const left = () => spawnSync('pgrep', ['-f', '^sleep 3150[45]']).status
    await expect.poll(left).toBe(1)
    const again = await connect(trial, ['endpoints', 'connect'], { endpoint: 'web' })
    await expect.poll(again.said).toBe('up\n')
    await trial[Symbol.asyncDispose]()
    await expect.poll(left).toBe(1)
  })
})
