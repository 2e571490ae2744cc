import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTrialAgent, type TrialAgent } from '../snmp/trial-agent.ts'
import { snmp } from './snmp.ts'

const SYS_DESCR = '1.3.6.1.2.1.1.1.0'
const SYS_CONTACT = '1.3.6.1.2.1.1.4.0'
const SYS_NAME = '1.3.6.1.2.1.1.5.0'
const SYSTEM = '1.3.6.1.2.1.1'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

let agent: TrialAgent
async function openAgent(config: object = {}) {
  const given = { host: '127.0.0.1', port: agent.port, timeout: 5000, ...config }
  const trial = await openTrialDevice({ snmp: { driver: snmp, config: given } })
  open.push(trial)
  return trial.device.snmp
}

describe.skipIf(!installed('snmpd'))("Debian's snmpd", () => {
  beforeAll(async () => {
    agent = await openTrialAgent()
    const client = await openAgent()
    await vi.waitFor(() => client.get(SYS_DESCR), { timeout: 10_000 })
  })
  afterAll(() => agent[Symbol.asyncDispose]())

  test.each(['1', '2c'])('version %s reads an object', async (version) => {
    const client = await openAgent({ version })
    expect(await client.get(SYS_DESCR)).toMatch(/^Linux /)
    expect(await client.get(`.${SYS_DESCR}`)).toMatch(/^Linux /)
    expect(await client.get('1.3.6.1.2.1.1.3.0')).toBeTypeOf('number')
  })

  test('version 3 proves who it is and encrypts', async () => {
    const client = await openAgent({
      version: '3',
      user: 'lab',
      authKey: 'authsecret',
      privKey: 'privsecret',
    })
    expect(await client.get(SYS_DESCR)).toMatch(/^Linux /)
  })

  test('an object is written with the type that it has, and read back', async () => {
    const client = await openAgent({ community: 'private' })
    await client.set(SYS_CONTACT, 'somebody in the lab')
    expect(await client.get(SYS_CONTACT)).toBe('somebody in the lab')
    await client.set(SYS_NAME, 'böard-7', { as: 'string' })
    expect(await client.get(SYS_NAME)).toBe('böard-7')
  })

  test('a walk gives all objects below one, in order', async () => {
    const client = await openAgent()
    const found = await client.walk(SYSTEM)
    expect(found.length).toBeGreaterThan(10)
    expect(found[0]).toMatchObject({ oid: SYS_DESCR })
    expect(found.every(({ oid }) => oid.startsWith(`${SYSTEM}.`))).toBe(true)
    expect(await client.walk('1.3.6.1.4.1.99999')).toEqual([])
  })

  test('bytes and counters of 64 bits keep their value', async () => {
    const client = await openAgent()
    const addresses = await client.walk('1.3.6.1.2.1.2.2.1.6')
    for (const { value } of addresses)
      expect(value === '' || value instanceof Uint8Array || typeof value === 'string').toBe(true)
    const [octets] = await client.walk('1.3.6.1.2.1.31.1.1.1.6')
    expect(octets?.value).toBeTypeOf('number')
  })

  test('an object that is not there is told', async () => {
    const client = await openAgent()
    await expect(client.get('1.3.6.1.2.1.1.5')).rejects.toMatchObject({
      code: 'snmp-error',
      message: expect.stringMatching(/has no object 1\.3\.6\.1\.2\.1\.1\.5\./),
    })
    const oldest = await openAgent({ version: '1' })
    await expect(oldest.get('1.3.6.1.2.1.1.5')).rejects.toMatchObject({ code: 'snmp-error' })
  })

  test('who may only read cannot write', async () => {
    const client = await openAgent()
    await expect(client.set(SYS_CONTACT, 'me')).rejects.toMatchObject({ code: 'snmp-error' })
  })

  test('a wrong community or password is answered with silence, and not told', async () => {
    const stranger = await openAgent({ community: 'sesame', timeout: 50, retries: 0 })
    await expect(stranger.get(SYS_DESCR)).rejects.toMatchObject({ code: 'snmp-silent' })
    await expect(stranger.get(SYS_DESCR)).rejects.not.toThrow(/sesame/)
    const thief = await openAgent({
      version: '3',
      user: 'lab',
      authKey: 'wrongsecret',
      privKey: 'privsecret',
      timeout: 500,
    })
    await expect(thief.get(SYS_DESCR)).rejects.not.toThrow(/secret/)
  })

  test('a value of the wrong kind is refused before anything is sent', async () => {
    const client = await openAgent({ community: 'private' })
    await expect(client.set(SYS_CONTACT, 'x', { as: 'integer' })).rejects.toMatchObject({
      code: 'snmp-value',
    })
  })
})

test.each([{ version: '3' }, { user: 'lab' }])('%j is refused', (config) => {
  expect(snmp.config.safeParse({ host: 'x', ...config }).error?.issues[0]?.message).toMatch(
    /version 3 needs a user/,
  )
})
