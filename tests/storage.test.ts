import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { CuttableLink } from '../src/transport/testing/cuttable-link.ts'
import { exported } from './exported.ts'
import { createProject } from './project.ts'

/** A card that a mux moves between the bench and a board, and a tool of our own that flashes another memory. */
const BENCH = `devices:
  board:
    drivers:
      card: { type: block-storage, path: card.img, size: 16 MiB }
      switch:
        type: mux-tool
        program: ./mux.sh
        host: [host]
        dut: [dut]
        position: [get]
        says: { host: host, dut: dut }
  other:
    drivers:
      flash:
        type: flash-tool
        program: ./flasher.sh
        flash: [[--port, '{port}'], write, '{image}']
        values: { port: /dev/ttyACM0 }
        progress: [{ step: write, pattern: '(?<percent>\\d+) %' }]
        done: verified
`

const MUX = `#!/bin/sh
[ "$1" = get ] && exec cat position
echo "$1" > position
`

const FLASHER = `#!/bin/sh
echo "50 %"
cp "$4" taken.bin && echo verified
`

const SUITE = `*** Settings ***
Library    OperatingSystem

*** Test Cases ***
A Card Is Written And Goes Back To The Board
    Use Device    board
    Card Should Be At    board
    \${result} =    Flash    \${CURDIR}/card.img.gz
    Should Be Equal As Integers    \${result}[bytes]    5000000
    Card Should Be At    board
    Verify Image    \${CURDIR}/card.img.gz
    Switch card to host
    Mux Position
    Card should be at host

A Damaged Image Is Never Taken For Written
    Use Device    board
    Run Keyword And Expect Error    *damaged*    Flash    \${CURDIR}/cut.img.gz

A Tool Flashes The Other Board
    Use Device    other
    Flash    \${CURDIR}/card.img.gz
`

function withImages() {
  const project = createProject({
    'bench.yaml': BENCH,
    'mux.sh': MUX,
    'flasher.sh': FLASHER,
    position: 'dut\n',
  })
  for (const script of ['mux.sh', 'flasher.sh']) chmodSync(join(project.folder, script), 0o755)
  const image = Buffer.concat([randomBytes(2_000_000), Buffer.alloc(3_000_000)])
  const packed = gzipSync(image)
  project.write({ 'suites/storage.hil': SUITE })
  writeFileSync(join(project.folder, 'suites/card.img.gz'), packed)
  writeFileSync(join(project.folder, 'suites/cut.img.gz'), packed.subarray(0, 1_500_000))
  return { project, image, env: { XDG_CACHE_HOME: join(project.folder, 'cache') } }
}

test('a suite writes a card behind a mux, and another memory by a tool', async () => {
  const { project, image } = withImages()
  await using _ = project
  const { exitCode, all } = await project.hil(['run'])
  expect(all).toContain('3 passed')
  expect(exitCode).toBe(0)
  expect(readFileSync(join(project.folder, 'card.img')).subarray(0, image.length).equals(image)).toBe(true)
  await project.isClean()
})

test('hil flash shows how far the writing is, and ends with the code of who is to blame', async () => {
  const { project, env } = withImages()
  await using _ = project
  const { url, state, end } = await exported(project, [], env)
  const flashed = await project.hil(['flash', 'board', 'suites/card.img.gz', '--exporter', url], state)
  expect(flashed).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/Flashed board .*5 MB, SHA-256/),
  })
  const cut = await project.hil(['flash', 'board', 'suites/cut.img.gz', '--exporter', url], state)
  expect(cut).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('damaged') })
  const large = join(project.folder, 'large.img')
  writeFileSync(large, '')
  truncateSync(large, 17 * 1024 * 1024)
  const refused = await project.hil(['flash', 'board', large, '--exporter', url], state)
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('takes 16777216') })
  expect(project.read('position')).toBe('dut\n')
  await end()
})

test('an upload that broke goes on, and what arrives is written', async () => {
  const { project, env } = withImages()
  await using _ = project
  const image = randomBytes(12_000_000)
  writeFileSync(join(project.folder, 'disk.img'), image)
  const { url, state, end } = await exported(project, [], env)
  const port = Number(new URL(url).port)
  const slow = await CuttableLink.to(port, { bytesPerSecond: 4_000_000 })
  const flashing = project.hil(['flash', 'board', 'disk.img', '--exporter', slow.url], state)
  await slow.carried(5_000_000)
  flashing.signal('SIGINT', 'process')
  expect(await flashing).toMatchObject({
    exitCode: 130,
    stderr: expect.stringContaining('nothing was written'),
  })
  slow[Symbol.dispose]()
  using link = await CuttableLink.to(port)
  const again = await project.hil(['flash', 'board', 'disk.img', '--exporter', link.url], state)
  expect(again.exitCode).toBe(0)
  expect(link.sent).toBeLessThan(9_000_000)
  expect(readFileSync(join(project.folder, 'card.img')).subarray(0, image.length).equals(image)).toBe(true)
  await end()
})
