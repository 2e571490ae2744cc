import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Aedes } from 'aedes'
import { afterEach, describe, expect, test } from 'vitest'
import { sleep } from '../../runtime/deadline.ts'
import { freePort } from '../../runtime/free-port.ts'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { mqtt } from './mqtt.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

async function openClient(config: object) {
  const trial = await openTrialDevice({ mqtt: { driver: mqtt, config } })
  open.push(trial)
  return trial.device.mqtt
}

/** A broker in this process that takes one user. */
async function openAedes() {
  const broker = await Aedes.createBroker({
    authenticate: (_client, username, password, done) =>
      done(null, username === undefined || (username === 'lab' && password?.toString() === 'secret')),
  })
  const sockets = new Set<Socket>()
  const server = createServer(broker.handle)
    .on('connection', (socket) => sockets.add(socket))
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    await new Promise<void>((resolve) => broker.close(() => resolve()))
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  open.push({ [Symbol.asyncDispose]: close })
  return { url: `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`, sockets }
}

async function openMosquitto() {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-mosquitto-'))
  writeFileSync(join(folder, 'conf'), `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`)
  const PATH = `${process.env.PATH}:/usr/sbin`
  const child = spawn('mosquitto', ['-c', join(folder, 'conf')], {
    stdio: 'ignore',
    env: { ...process.env, PATH },
  })
  const ended = once(child, 'exit')
  open.push({
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  })
  await expect.poll(() => answers(port), { timeout: 10_000 }).toBe(true)
  return { url: `mqtt://127.0.0.1:${port}` }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}

const BROKERS = [
  ['aedes', openAedes, true],
  ['mosquitto', openMosquitto, installed('mosquitto')],
] as const

describe.each(BROKERS)('through %s', (_name, openBroker, isHere) => {
  test.skipIf(!isHere)('a message that comes before anybody waits is not lost', async () => {
    const { url } = await openBroker()
    const [device, tester] = [await openClient({ url }), await openClient({ url })]
    await tester.subscribe('board/+/state')
    await device.publish('board/7/state', 'booting')
    await device.publish('board/7/state', 'ready')
    await device.publish('other', 'ready')
    const message = await tester.waitForMessage('board/+/state', { containing: 'ready' })
    expect(message).toMatchObject({ topic: 'board/7/state', payload: 'ready', retained: false })
    await expect(tester.waitForMessage('board/+/state', { timeout: 50 })).rejects.toMatchObject({
      code: 'mqtt-timeout',
    })
  })

  test.skipIf(!isHere)(
    'bytes stay bytes, and what the broker keeps comes to those who ask later',
    async () => {
      const { url } = await openBroker()
      const device = await openClient({ url })
      await device.publish('config', new Uint8Array([0, 255, 7]), { retain: true, qos: 2 })
      const later = await openClient({ url })
      const { bytes, retained } = await later.waitForMessage('config')
      expect([[...bytes], retained]).toEqual([[0, 255, 7], true])
    },
  )

  test.skipIf(!isHere)('messages come as items', async () => {
    const { url } = await openBroker()
    const [device, tester] = [await openClient({ url }), await openClient({ url })]
    const payloads: string[] = []
    const reading = (async () => {
      for await (const { payload } of tester.messages('count')) if (payloads.push(payload) === 2) return
    })()
    while (payloads.length < 2) {
      await device.publish('count', String(payloads.length))
      await sleep(5)
    }
    await reading
    expect(payloads).toHaveLength(2)
  })
})

describe('what goes wrong', () => {
  test('a message that does not come is told, with those that came', async () => {
    const { url } = await openAedes()
    const client = await openClient({ url })
    await client.subscribe('a/#')
    await client.publish('a/b', 'not this')
    await expect(client.waitForMessage('a/#', { containing: 'this one', timeout: 1000 })).rejects.toThrow(
      /^No message of a\/# that contains "this one" came within 1 s\. The last of 1 others:\n {2}\| a\/b: not this/,
    )
  })

  test('subscribing again forgets what came before', async () => {
    const { url } = await openAedes()
    const client = await openClient({ url })
    await client.subscribe('a')
    await client.publish('a', 'old')
    await client.subscribe('a')
    await expect(client.waitForMessage('a', { timeout: 20 })).rejects.toThrow(/Nothing else came either/)
  })

  test('a wrong password is refused, and not told', async () => {
    const { url } = await openAedes()
    await openClient({ url, username: 'lab', password: 'secret' })
    const refused = openClient({ url, username: 'lab', password: 'sesame' })
    await expect(refused).rejects.toThrow(/cannot be used: Connection refused/)
    await expect(refused).rejects.not.toThrow(/sesame/)
  })

  test('a broker that is not there is told', async () => {
    await expect(openClient({ url: 'mqtt://127.0.0.1:1' })).rejects.toMatchObject({
      message: expect.stringMatching(/The broker at mqtt:\/\/127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/),
    })
  })

  test('after the connection broke, what was subscribed stays so', async () => {
    const { url, sockets } = await openAedes()
    const client = await openClient({ url, clientId: 'tester' })
    const device = await openClient({ url, clientId: 'device' })
    await client.subscribe('a')
    for (const socket of sockets) socket.destroy()
    const again = async () => {
      await device.publish('a', 'again').catch(() => {})
      return client.waitForMessage('a', { timeout: 100 }).then(
        ({ payload }) => payload,
        () => '',
      )
    }
    await expect.poll(again, { timeout: 10_000 }).toBe('again')
  })

  test('a URL with a password in it is refused', () => {
    expect(mqtt.config.safeParse({ url: 'mqtt://me:secret@host' }).success).toBe(false)
  })
})
