// An image of 256 MiB to a file that stands for a disk: plain and packed, beside dd and bmaptool.
import { spawnSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blockStorage } from '../dist/src/drivers/storage/block-storage.js'
import { median } from './spread.mjs'

export const title = 'Images to a disk'

const BYTES = 256 * 1024 * 1024
const ROUNDS = 3
const PACKERS = [
  { name: 'gzip', args: ['-1'], ending: 'gz' },
  { name: 'xz', args: ['-1', '-T2'], ending: 'xz' },
  { name: 'zstd', args: ['-3', '-q'], ending: 'zst' },
  { name: 'bzip2', args: ['-1'], ending: 'bz2', rounds: 1 },
]

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-storage-bench-'))
  try {
    const plain = makeImage(folder)
    const dd = await rate(() =>
      program('dd', `if=${plain}`, `of=${join(folder, 'dd.img')}`, 'bs=1M', 'conv=fsync'),
    )
    report.figure({
      ...{ name: 'plain image, written and on the disk', target: 'that of dd' },
      ...{
        measured: await rate(() => flash(folder, plain, { verify: false })),
        beside: `dd conv=fsync ${dd}`,
      },
    })
    report.figure({
      ...{ name: 'the same, read back and compared', target: '–' },
      measured: await rate(() => flash(folder, plain, { verify: true })),
    })
    for (const packer of PACKERS) await packed(report, folder, plain, packer)
    await mapped(report, folder, plain)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function packed(report, folder, plain, { name, args, ending, rounds = ROUNDS }) {
  const image = `${plain}.${ending}`
  if (spawnSync(name, [...args, '-kf', plain]).status !== 0) return report(`${name} is not installed`)
  const shell = await rate(() =>
    program(
      'sh',
      '-c',
      `${name} -dc '${image}' | dd of='${join(folder, 'dd.img')}' bs=1M iflag=fullblock conv=fsync`,
    ),
  )
  report.figure({
    name: `${name} (${Math.round(statSync(image).size / 1e6)} MB), unpacked on the way`,
    target: `that of ${name} -dc | dd`,
    measured: await rate(() => flash(folder, image, { verify: false }), rounds),
    beside: `${name} -dc | dd conv=fsync ${shell}`,
  })
}

async function mapped(report, folder, plain) {
  const bmap = `${plain}.bmap`
  if (spawnSync('bmaptool', ['create', '-o', bmap, plain]).status !== 0 || !existsSync(bmap))
    return report('bmaptool is not installed')
  const target = join(folder, 'bmaptool.img')
  const beside = await rate(() => program('bmaptool', 'copy', '--bmap', bmap, plain, target))
  report.figure({
    ...{
      name: 'plain image by its block map',
      target: 'that of bmaptool',
      beside: `bmaptool copy ${beside}`,
    },
    measured: await rate(() => flash(folder, plain, { verify: false, bmap })),
  })
}

/** A third of the image is random, a third repeats itself, a third is empty. */
function makeImage(folder) {
  const contents = Buffer.alloc(BYTES)
  for (let at = 0; at < BYTES; at += 12_288) {
    randomFillSync(contents, at, Math.min(4096, BYTES - at))
    contents.fill(`log line ${at}\n`, at + 4096, Math.min(BYTES, at + 8192))
  }
  contents.fill(0, BYTES / 2, BYTES / 2 + BYTES / 4)
  const path = join(folder, 'disk.img')
  writeFileSync(path, contents)
  spawnSync('sync', [path])
  return path
}

async function flash(folder, image, { verify, bmap }) {
  const config = blockStorage.config.parse({ path: 'disk.out', verify })
  const context = {
    device: 'd',
    directory: folder,
    needs: {},
    uses: {},
    signal: new AbortController().signal,
  }
  const { storage } = await blockStorage.open(config, context)
  await storage.flash({ image, bmap }, context)
}

function program(name, ...args) {
  const { status, stderr, error } = spawnSync(name, args)
  if (status !== 0) throw new Error(`${name} failed: ${error ?? stderr}`)
}

async function rate(work, rounds = ROUNDS) {
  const times = []
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return `${Math.round(BYTES / 1e6 / (median(times) / 1000))} MB/s`
}
