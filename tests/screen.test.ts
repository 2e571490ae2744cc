import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { programPath } from '../src/drivers/guarded-process/find-program.ts'
import { exported } from './exported.ts'
import { createProject } from './project.ts'

const ROM = '/usr/lib/u-boot/qemu-x86_64/u-boot.rom'
const CHROMIUM = '/usr/bin/chromium'
const isMissing = programPath('qemu-system-x86_64') === undefined || !existsSync(ROM)

const files = { 'bench.yaml': `devices:\n  board:\n    type: qemu\n    bios: ${ROM}\n` }

/** The emulator's own firmware draws what U-Boot does not: it waits for a key that opens its menu. */
const MENU = `devices:\n  board:\n    type: qemu\n    args: ['-boot', 'menu=on,splash-time=60000']\n`

/** A canvas, as the page sees it. */
interface Canvas {
  readonly width: number
  readonly height: number
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray }
  }
}

/** How many lines of text are on the screen that a page shows. */
function linesOn(page: Page): Promise<number> {
  return page.locator('canvas').evaluate((element) => {
    const canvas = element as unknown as Canvas
    const context = canvas.getContext('2d')
    const heights = Array.from({ length: Math.floor(canvas.height / 16) }, (_, line) => line * 16)
    return heights.filter((y) =>
      context.getImageData(0, y, canvas.width, 16).data.some((part, at) => at % 4 === 0 && part > 64),
    ).length
  })
}

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

  it.skipIf(!existsSync(CHROMIUM))('is shown and typed to by browsers, behind an exporter', async () => {
    await using project = createProject({ 'bench.yaml': MENU })
    const { url, state, end } = await exported(project)
    const run = project.hil(['screen', 'board', '--power', '--exporter', url], state)
    const address = addressIn(await run.says('http://127.0.0.1:'))
    expect(address).not.toBe('')
    await using browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    const [page, other] = [await browser.newPage(), await browser.newPage()]
    for (const one of [page, other]) {
      await one.goto(address)
      await one.getByRole('status').getByText('board', { exact: true }).waitFor()
    }
    await page.locator('canvas').click()
    // What is typed in one browser is drawn in the other: a menu in place of some lines of greeting.
    const opened = async () => {
      await page.keyboard.press('Escape')
      return linesOn(other)
    }
    await expect.poll(opened, { timeout: 60_000 }).toBeGreaterThan(6)
    run.signal('SIGINT', 'process')
    await page.getByText('The connection ended.').waitFor()
    expect((await run).exitCode).toBe(130)
    await end()
    await project.isClean()
  })

  it('needs the power behind an exporter, too, and ends with the exporter', async () => {
    await using project = createProject(files)
    const { url, state, end } = await exported(project, ['--drain', '0'])
    const off = project.hil(['screen', 'board', '--exporter', url], state)
    const without = addressIn(await off.says('http://127.0.0.1:'))
    const early = new WebSocket(new URL('vnc', without.replace('http', 'ws')))
    await Promise.all([once(early, 'close'), off.says('http://')])
    await off.says('The screen needs the power on, but board is off.')
    off.signal('SIGINT', 'process')
    await off
    const run = project.hil(['screen', 'board', '--power', '--exporter', url], state)
    const address = addressIn(await run.says('http://127.0.0.1:'))
    const client = new WebSocket(new URL('vnc', address.replace('http', 'ws')))
    await once(client, 'message')
    const closed = once(client, 'close')
    expect((await end()).exitCode).toBe(0)
    await closed
    const { exitCode, stderr } = await run
    expect(stderr).toContain('LabError: The bench was closed.')
    expect(exitCode).toBe(3)
    await project.isClean()
  })

  it('cannot be shown of a device that has none', async () => {
    await using project = createProject()
    const { exitCode, stderr } = await project.hil(['screen', 'board'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('does not offer "vnc"')
  })
})
