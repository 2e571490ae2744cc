import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CuttableLink } from '../src/transport/testing/cuttable-link.ts'
import { exported } from './exported.ts'
import { createProject, type Project } from './project.ts'

const HEX = readFileSync(new URL('../firmware/widget-1.0.hex', import.meta.url))

/** A project with an image, and caches of its own. */
function withImage() {
  const project = createProject()
  writeFileSync(join(project.folder, 'widget.hex'), HEX)
  return { project, env: { XDG_CACHE_HOME: join(project.folder, 'cache') } }
}

const portOf = (url: string) => Number(new URL(url).port)

function cached(project: Project): string[] {
  return readdirSync(join(project.folder, 'cache/hilwright/files/sha256'))
}

test('hil flash writes an image to a device of a bench file, from where it is', async () => {
  const { project, env } = withImage()
  await using _ = project
  const { exitCode, stdout } = await project.hil(['flash', 'board', 'widget.hex'], env)
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^Flashed board in .*kB, SHA-256 [0-9a-f]{64}$/)
  expect(project.exists('cache')).toBe(false)
})

test('hil flash sends an image to an exporter, once', async () => {
  const { project, env } = withImage()
  await using _ = project
  const { url, state, end } = await exported(project, [], env)
  const args = ['flash', 'board', 'widget.hex', '--exporter', url]
  expect(await project.hil(args, state)).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/Sending widget\.hex.*\n.*on the exporter; writing/),
  })
  expect(await project.hil(args, state)).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining('on the exporter already'),
  })
  expect(cached(project)).toHaveLength(1)
  await end()
})

test('what cannot be flashed ends with the code of who is to blame, and never says that it was', async () => {
  const { project, env } = withImage()
  await using _ = project
  project.write({ 'bad.hex': ':00000002FF\n' })
  const { url, state, end } = await exported(project, [], env)
  for (const [args, code, message] of [
    [['bord', 'widget.hex'], 2, 'Did you mean "board"?'],
    [['board', 'nowhere.hex'], 2, 'nowhere.hex'],
    [['board', 'bad.hex'], 2, 'bad.hex'],
    [['board', 'widget.hex', '--storage', 'disk'], 2, 'does not offer "disk"'],
    [['board', 'widget.hex', '--sha256', '0'.repeat(64)], 2, 'has another checksum'],
    [['board', 'http://127.0.0.1:1/x.hex'], 2, 'fetched only with a checksum'],
    [['board', 'http://127.0.0.1:1/x.hex', '--sha256', 'none'], 3, 'cannot be fetched'],
  ] as const) {
    const run = await project.hil(['flash', ...args, '--exporter', url], state)
    expect(run).toMatchObject({ exitCode: code, stderr: expect.stringContaining(message) })
    expect(run.stdout).not.toContain('Flashed')
  }
  await end()
})

test('an exporter that is killed while an image comes: one clear line, and exit code 3', async () => {
  const { project, env } = withImage()
  await using _ = project
  writeFileSync(join(project.folder, 'large.img'), randomBytes(1024))
  truncateSync(join(project.folder, 'large.img'), 100_000_000)
  const { url, state, exporter } = await exported(project, ['--grace', '1'], env)
  using link = await CuttableLink.to(portOf(url), { bytesPerSecond: 20_000_000 })
  const flashing = project.hil(['flash', 'board', 'large.img', '--exporter', link.url], state)
  await link.carried(10_000_000)
  exporter.signal('SIGKILL', 'process')
  const { exitCode, stdout, stderr } = await flashing
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(/LabError: The connection to the bench was lost/)
  expect(stdout).toBe('')
  await exporter
})

test('Ctrl-C while an image is sent ends with 130, and the next flash goes on', async () => {
  const { project, env } = withImage()
  await using _ = project
  truncateSync(join(project.folder, 'widget.hex'), 60_000_000)
  const { url, state, end } = await exported(project, [], env)
  const slow = await CuttableLink.to(portOf(url), { bytesPerSecond: 20_000_000 })
  const flashing = project.hil(['flash', 'board', 'widget.hex', '--exporter', slow.url], state)
  await slow.carried(10_000_000)
  flashing.signal('SIGINT', 'process')
  expect(await flashing).toMatchObject({
    exitCode: 130,
    stderr: expect.stringContaining('nothing was written'),
  })
  slow[Symbol.dispose]()
  using link = await CuttableLink.to(portOf(url))
  // The device refuses the zeros behind its end, so they arrived.
  const again = await project.hil(['flash', 'board', 'widget.hex', '--exporter', link.url], state)
  expect(again.stderr).toContain('after the end-of-file record')
  expect(again.exitCode).toBe(2)
  expect(link.sent).toBeLessThan(55_000_000)
  await end()
})
