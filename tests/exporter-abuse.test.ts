import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Connection } from '../src/runtime/connection.ts'
import { connectTo } from '../src/transport/client/remote-connection.ts'
import { createProject, type Project } from './project.ts'

const CONNECTIONS = 10_000
const AT_ONCE = 100
const UPGRADE =
  'GET / HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: hilwright\r\nAuthorization: Bearer guess\r\n\r\n'

let project: Project
let exporter: ReturnType<Project['hil']>
let port: number
let metrics: string
let client: Connection

beforeAll(async () => {
  project = createProject({})
  const state = { XDG_STATE_HOME: `${project.folder}/state` }
  const options = ['--listen', '127.0.0.1:0', '--metrics', '127.0.0.1:0', '--log-level', 'error']
  exporter = project.hil(['exporter', 'serve', ...options], state)
  const said = await exporter.says('Clients show the token in')
  port = Number(/ws:\S+:(\d+)/.exec(said)?.[1])
  metrics = /http:\S+metrics/.exec(said)?.[0] ?? ''
  const token = readFileSync(`${project.folder}/state/hilwright/exporter-token`, 'utf8').trim()
  client = await connectTo({ url: `ws://127.0.0.1:${port}`, token })
  await client.hold({ key: 'test', wanted: 'all' })
}, 60_000)

afterAll(async () => {
  await client[Symbol.asyncDispose]()
  exporter.signal('SIGINT', 'process')
  await exporter
  await project[Symbol.asyncDispose]()
})

/** The session that was there before all this goes on. */
async function worksOn(): Promise<void> {
  const target = { device: 'board', ability: 'power', member: 'state' }
  expect(await client.call(target, {})).toBe('off')
}

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** What an exporter answers to one who does not know the token. */
async function knock(): Promise<string> {
  const socket = await open()
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.write(UPGRADE)
  await once(socket, 'close')
  return answer.split('\r\n')[0] ?? ''
}

/** Resident memory of the exporter in MB. */
async function memory(): Promise<number> {
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(await measured())?.[1]) / 1e6
}

async function measured(): Promise<string> {
  return (await fetch(metrics)).text()
}

test('10,000 connections without the token are refused and counted; memory stays, the session goes on', async () => {
  for (let index = 0; index < AT_ONCE; index += 1) await knock()
  const before = await memory()
  for (let done = AT_ONCE; done < CONNECTIONS; done += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, knock))
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 401 Unauthorized']))
  }
  expect(await measured()).toMatch(/refus\S*token\S* 10000$/m)
  expect(await memory()).toBeLessThan(before + 40)
  await worksOn()
}, 120_000)

test('whoever does not get on with what he wants is hung up on; the session goes on', async () => {
  const slow = await Promise.all(Array.from({ length: 200 }, open))
  for (const [index, socket] of slow.entries()) socket.write(index % 2 === 0 ? 'GET / HT' : '')
  await Promise.all(slow.map((socket) => once(socket.resume(), 'close')))
  await worksOn()
}, 60_000)
