import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { programPath } from '../src/drivers/guarded-process/find-program.ts'
import { createProject } from './project.ts'

const ROM = '/usr/lib/u-boot/qemu-x86_64/u-boot.rom'
const CHROMIUM = '/usr/bin/chromium'
const isMissing = programPath('qemu-system-x86_64') === undefined || !existsSync(ROM)

const files = { 'bench.yaml': `devices:\n  board:\n    type: qemu\n    bios: ${ROM}\n` }

/** The address that a command says. */
const addressIn = (said: string) => /http:\/\/\S+/.exec(said)?.[0] ?? ''

describe.skipIf(isMissing)('the screen of a virtual machine', () => {
  it('is a page on this machine, for who has its address only', async () => {
    await using project = createProject(files)
    const run = project.hil(['screen', 'board', '--power'])
    const url = addressIn(await run.says('http://127.0.0.1:'))
    expect(await (await fetch(url)).text()).toContain('<title>board</title>')
    const library = await fetch(new URL('novnc/core/rfb.js', url))
    expect([library.status, library.headers.get('content-type')]).toEqual([200, 'text/javascript'])
    for (const path of ['/', '/vnc', 'novnc/core/none.js', 'novnc/%2e%2e/%2e%2e/package.json'])
      expect((await fetch(new URL(path, url))).status).toBe(404)
    const client = new WebSocket(new URL('vnc', url.replace('http', 'ws')))
    const [greeting] = await once(client, 'message')
    expect(String(greeting)).toMatch(/^RFB 003\.\d{3}\n$/)
    client.terminate()
    const stranger = new WebSocket(new URL('/0/vnc', url.replace('http', 'ws')))
    await once(stranger, 'error')
    run.signal('SIGINT', 'process')
    expect((await run).exitCode).toBe(130)
    await project.isClean()
  })

  it.skipIf(!existsSync(CHROMIUM))('is shown by a browser', async () => {
    await using project = createProject(files)
    const run = project.hil(['screen', 'board', '--power'])
    const url = addressIn(await run.says('http://127.0.0.1:'))
    await using browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByRole('status').getByText('board', { exact: true }).waitFor()
    await page.locator('canvas').waitFor()
    run.signal('SIGINT', 'process')
    await page.getByText('The connection ended.').waitFor()
    await run
  })

  it('cannot be shown of a device that has none', async () => {
    await using project = createProject()
    const { exitCode, stderr } = await project.hil(['screen', 'board'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('does not offer "vnc"')
  })
})
