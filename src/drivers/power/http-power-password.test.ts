import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { boardAt, pduOf } from '../power-http/trial-board.ts'
import { Challenge } from '../power-http/trial-pdu.ts'
import { vendors } from '../power-http/trial-vendors.ts'

describe('who asks', () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

  test('Basic is answered where it is asked for', async () => {
    const pdu = await pduOf((request, outlets) =>
      request.headers.authorization === `Basic ${btoa('me:geheim')}`
        ? vendors.netio(request, outlets)
        : new Challenge('Basic realm="PDU"'),
    )
    const { power } = await boardAt(pdu, { backend: 'netio', username: 'me', password: 'geheim' })
    await power.on()
    expect([...pdu.on]).toEqual([1])
  })

  test.each([
    ['MD5', md5],
    ['SHA-256', sha256],
  ])('Digest with %s is answered', async (algorithm, hash) => {
    const pdu = await pduOf((request, outlets) => {
      const given = Object.fromEntries(
        [...(request.headers.authorization ?? '').matchAll(/(\w+)="?([^",]+)"?/g)].map((m) => [m[1], m[2]]),
      )
      const wanted = hash(
        `${hash('admin:shelly:pw')}:n0nce:${given.nc}:${given.cnonce}:auth:${hash(`GET:${given.uri}`)}`,
      )
      if (given.response === wanted && given.uri?.startsWith(request.path) === true)
        return vendors['shelly-gen2'](request, outlets)
      return new Challenge(`Digest qop="auth", realm="shelly", nonce="n0nce", algorithm=${algorithm}`)
    })
    const { power } = await boardAt(pdu, { backend: 'shelly-gen2', username: 'admin', password: 'pw' })
    await power.on()
    expect([...pdu.on]).toEqual([0])
  })

  test('a password is not told in a failure', async () => {
    const pdu = await pduOf(vendors.tasmota)
    const { power } = await boardAt(pdu, { backend: 'tasmota', username: 'admin', password: 'pw' })
    pdu.fault = 'fails'
    const failure = await power.on().catch(String)
    expect(failure).toContain('user=admin&password=***')
    expect(failure).not.toContain('password=pw')
  })
})
