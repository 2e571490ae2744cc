import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { programPath } from '../guarded-process/find-program.ts'
import { GuardedProcess } from '../guarded-process/guarded-process.ts'
import { QmpClient } from './qmp-client.ts'

const QEMU = 'qemu-system-x86_64'

describe.skipIf(programPath(QEMU) === undefined)('QMP, with QEMU at the other end', () => {
  let qemu: GuardedProcess
  let client: QmpClient

  beforeAll(async () => {
    const monitor = ['-chardev', 'socket,id=qmp,fd=4', '-mon', 'chardev=qmp,mode=control']
    const args = ['-nodefaults', '-machine', 'none', '-display', 'none', ...monitor]
    qemu = new GuardedProcess({ program: QEMU, args, sockets: 1 })
    client = new QmpClient('board', qemu.sockets[0] as (typeof qemu.sockets)[0])
    await client.negotiate({})
  })

  afterAll(() => qemu[Symbol.asyncDispose]())

  it('gives answers to those who asked, in whatever order they wait', async () => {
    const [status, name, text] = await Promise.all([
      client.ask('query-status'),
      client.ask('query-name'),
      client.monitor('info version'),
    ])
    expect(status).toMatchObject({ status: 'running' })
    expect(name).toEqual({})
    expect(text).toMatch(/^\d+\.\d+\.\d+/)
  })

  it('says what QEMU has against a command', async () => {
    await expect(client.ask('dance')).rejects.toMatchObject({
      code: 'qemu-refused',
      message: 'QEMU refused "dance" for board: The command dance has not been found',
    })
  })

  it('passes events on until nobody wants them', async () => {
    const heard: string[] = []
    const stop = client.onEvent((name) => heard.push(name))
    await client.ask('stop')
    stop()
    await client.ask('cont')
    expect(heard).toEqual(['STOP'])
  })

  it('gives up with the caller, and when QEMU is silent', async () => {
    qemu.pid && process.kill(qemu.pid, 'SIGSTOP')
    try {
      const controller = new AbortController()
      const asked = client.ask('query-status', {}, { signal: controller.signal })
      controller.abort(new Error('enough'))
      await expect(asked).rejects.toThrow('enough')
      await expect(client.ask('query-name', {}, { timeout: 30 })).rejects.toMatchObject({
        code: 'qemu-silent',
        message: 'QEMU did not answer "query-name" for board within 30 ms.',
      })
    } finally {
      process.kill(qemu.pid, 'SIGCONT')
    }
    expect(await client.ask('query-status')).toMatchObject({ status: 'running' })
  })

  it('fails what waits and what comes later when told that QEMU is gone', async () => {
    const waiting = client.ask('query-status')
    client.fail(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    await expect(client.ask('query-status')).rejects.toThrow('gone')
  })
})
