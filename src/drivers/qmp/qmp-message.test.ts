import { expect, it } from 'vitest'
import { QmpReader, writeCommand } from './qmp-message.ts'

const SAID = [
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "x"}, "capabilities": []}}',
  '{"return": {"status": "running"}, "id": 1}',
  'no JSON',
  '{"id": 2, "error": {"class": "GenericError", "desc": "Grüße: no such disk"}}',
  '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "RESET", "data": {"guest": true}}',
  '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}',
  '{"return": {}}',
  '',
].join('\r\n')

const HEARD = [
  { kind: 'greeting', version: '7.2.22' },
  { kind: 'answer', id: 1, value: { status: 'running' } },
  { kind: 'refusal', id: 2, reason: 'Grüße: no such disk' },
  { kind: 'event', name: 'RESET', data: { guest: true } },
  { kind: 'event', name: 'STOP', data: {} },
]

it.each([1, 2, 7, 100, 10_000])('reads messages from chunks of %i bytes', (size) => {
  const reader = new QmpReader()
  const bytes = Buffer.from(SAID)
  const heard = []
  for (let at = 0; at < bytes.length; at += size) heard.push(...reader.read(bytes.subarray(at, at + size)))
  expect(heard).toEqual(HEARD)
})

it('writes a command on a line', () => {
  expect(writeCommand(7, 'quit')).toBe('{"execute":"quit","arguments":{},"id":7}\n')
})
