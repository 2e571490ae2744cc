import { describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { boardAt, pduOf } from '../power-http/trial-board.ts'
import type { TrialPdu } from '../power-http/trial-pdu.ts'
import { vendors } from '../power-http/trial-vendors.ts'
import { httpPower } from './http-power.ts'

const kinds = Object.keys(vendors) as (keyof typeof vendors)[]
const place = { tasmota: { username: 'admin', password: 'pw' }, rest: { path: '/outlets/{outlet}' } }

function configOf(pdu: TrialPdu, backend: keyof typeof vendors): object {
  if (backend === 'rest') return { backend, outlet: 2, url: `${pdu.url}${place.rest.path}` }
  return { backend, outlet: 2, ...(backend === 'tasmota' ? place.tasmota : {}) }
}

describe.each(kinds)('%s', (backend) => {
  test('an outlet is switched on and off, cycled, and asked', async () => {
    const pdu = await pduOf(vendors[backend])
    const { power } = await boardAt(pdu, configOf(pdu, backend))
    await power.on()
    expect([...pdu.on]).toEqual([2])
    expect(await power.state()).toBe('on')
    await power.off()
    expect([...pdu.on]).toEqual([])
    expect(await power.state()).toBe('off')
    await power.cycle({ offTime: 1 })
    expect([...pdu.on]).toEqual([2])
  })

  test('one that takes the command and does not switch is told apart from one that does', async () => {
    const pdu = await pduOf(vendors[backend])
    const { power } = await boardAt(pdu, { ...configOf(pdu, backend), timeout: '200 ms' })
    pdu.fault = 'lies'
    await expect(power.on()).rejects.toMatchObject({ code: 'power-not-switched', family: 'lab' })
    await expect(power.on()).rejects.toThrow(/told to switch on and still says off after 200 ms/)
  })
})

describe('meters', () => {
  test.each(['shelly-gen1', 'shelly-gen2', 'tasmota', 'netio'] as const)(
    'current and voltage of %s are in amperes and volts',
    async (backend) => {
      const pdu = await pduOf(vendors[backend])
      const { power } = await boardAt(pdu, configOf(pdu, backend))
      expect(await power.current()).toBe(0.02)
      for await (const { voltage, current } of power.readings({ every: 1 })) {
        expect([voltage, current]).toEqual([230.5, 0.02])
        break
      }
    },
  )

  test('a switch without a meter says so', async () => {
    const pdu = await pduOf(vendors.gude)
    const { power } = await boardAt(pdu, configOf(pdu, 'gude'))
    await expect(power.current()).rejects.toMatchObject({ code: 'no-meter' })
    await expect(power.current()).rejects.toThrow(/outlet 2 of .* does not measure current/)
  })

  test('a model without a meter says so', async () => {
    const pdu = await pduOf((request, outlets) =>
      request.path.startsWith('/emeter') ? 404 : vendors['shelly-gen1'](request, outlets),
    )
    const { power } = await boardAt(pdu, { backend: 'shelly-gen1' })
    await expect(power.current()).rejects.toMatchObject({ code: 'no-meter' })
  })
})

describe('faults', () => {
  test('an answer of 500 is told, with what was asked and what came', async () => {
    const pdu = await pduOf(vendors.netio)
    const { power } = await boardAt(pdu, { backend: 'netio' })
    pdu.fault = 'fails'
    const failure = power.on()
    await expect(failure).rejects.toMatchObject({ code: 'power-failed', family: 'lab' })
    await expect(failure).rejects.toThrow(/answered 500/)
    await expect(failure).rejects.toThrow(
      /Asked last: POST .*\/netio\.json – came: 500 Internal Server Error out of memory/,
    )
  })

  test('one that does not answer is given up', async () => {
    const pdu = await pduOf(vendors.gude)
    const { power } = await boardAt(pdu, { backend: 'gude', timeout: '100 ms' })
    pdu.fault = 'silent'
    const failure = power.on()
    await expect(failure).rejects.toMatchObject({ code: 'power-timeout' })
    await expect(failure).rejects.toThrow(/did not switch on within 100 ms.*\n.*p=1&s=1 – nothing came/)
  })

  test('a caller that gives up is heard', async () => {
    const pdu = await pduOf(vendors.gude)
    const { power } = await boardAt(pdu, { backend: 'gude' })
    pdu.fault = 'silent'
    const giveUp = new AbortController()
    const failure = power.on({ signal: giveUp.signal })
    await expect.poll(() => pdu.asked.length).toBe(1)
    giveUp.abort(new Error('enough'))
    await expect(failure).rejects.toThrow('enough')
  })

  test('an answer that is something else is told', async () => {
    const pdu = await pduOf(vendors['shelly-gen2'])
    const { power } = await boardAt(pdu, { backend: 'shelly-gen2' })
    pdu.fault = 'garbage'
    await expect(power.state()).rejects.toThrow(/has no state in it\.\n.*Please log in/)
  })

  test('a switch that is not there is told', async () => {
    const config = { backend: 'gude', url: 'http://127.0.0.1:9' }
    const trial = await openTrialDevice({ power: { driver: httpPower, config } })
    const failure = trial.device.power.state()
    await expect(failure).rejects.toMatchObject({ code: 'power-failed' })
    await expect(failure).rejects.toThrow(/at http:\/\/127\.0\.0\.1:9 cannot be reached: .*ECONNREFUSED/)
    // Its session cannot cut the power either.
    await expect(trial[Symbol.asyncDispose]()).rejects.toThrow(/ECONNREFUSED/)
  })
})

describe('requests of your own', () => {
  const requests = {
    on: { method: 'POST', path: '/switch/{outlet}', body: 'power=1', headers: { 'X-Key': '{password}' } },
    off: { method: 'POST', path: '/switch/{outlet}', body: 'power=0', headers: { 'X-Key': '{password}' } },
    state: { path: '/switch/{outlet}', match: 'Outlet {outlet}: (\\w+)', on: ['LIVE'], off: ['DEAD'] },
    readings: { path: '/switch/{outlet}', current: { match: '(\\d+) mA', scale: 0.001 } },
  }

  test('are filled, sent and their answers read', async () => {
    const pdu = await pduOf(({ method, path, headers, body }, { isOn, set }) => {
      if (method === 'POST' && headers['x-key'] !== 'k3y') return 403
      if (method === 'POST') set(7, body === 'power=1')
      return `Rack 4\nOutlet ${path.split('/')[2]}: ${isOn(7) ? 'live' : 'dead'}, 150 mA`
    })
    const { power } = await boardAt(pdu, { requests, outlet: 7, password: 'k3y' })
    await power.on()
    expect(await power.state()).toBe('on')
    expect(await power.current()).toBe(0.15)
    await expect(power.readings()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'no-meter' })
  })

  test('or a backend must be given, and not both', () => {
    const url = 'http://10.0.0.7'
    const fails = (config: object) => httpPower.config.safeParse({ url, ...config }).error?.message ?? 'fine'
    expect(fails({})).toContain('give either')
    expect(fails({ backend: 'gude', requests })).toContain('give either')
    expect(fails({ backend: 'gude' })).toBe('fine')
    expect(fails({ backend: 'gude', url: 'http://me:pw@10.0.0.7' })).toContain('give the password with')
  })

  test('with a placeholder or an expression that is none are refused', () => {
    const fails = (config: object) =>
      JSON.stringify(httpPower.config.safeParse(config).error?.issues ?? 'fine')
    const url = 'http://10.0.0.7'
    expect(fails({ url: `${url}/{index}`, backend: 'rest' })).toContain('the placeholders are {outlet}, ')
    expect(fails({ url, requests: { ...requests, on: { path: '/{port}' } } })).toContain(
      'the placeholders are',
    )
    expect(fails({ url, requests: { ...requests, state: { at: 'o[{n}]' } } })).toContain(
      'the placeholders are',
    )
    expect(fails({ url, requests: { ...requests, state: { match: '(' } } })).toContain(
      'no regular expression',
    )
    expect(fails({ url, requests })).toBe('"fine"')
  })
})
