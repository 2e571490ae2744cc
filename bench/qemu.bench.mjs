// From the power switch to the prompt of a bootloader and to the login of a Linux, beside QEMU alone.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { programPath } from '../dist/src/drivers/guarded-process/find-program.js'
import { qemu } from '../dist/src/drivers/qemu/qemu.js'
import { linuxGuest } from '../dist/src/drivers/trial-guest/linux-guest.js'
import { openTrialDevice } from '../dist/src/runtime/testing/trial-device.js'
import { spread } from './spread.mjs'

export const title = 'QEMU: to the prompt of U-Boot and to the login of Linux'

const ROM = '/usr/lib/u-boot/qemu-x86_64/u-boot.rom'
const PROGRAM = programPath('qemu-system-x86_64')
const ROUNDS = 5

export async function run(report) {
  if (PROGRAM === undefined) {
    report('skipped: qemu-system-x86_64 is not installed')
    return
  }
  if (existsSync(ROM)) await benchUBoot(report)
  const guest = linuxGuest()
  if (guest !== undefined) await benchLinux(report, guest)
}

async function benchUBoot(report) {
  const config = { bios: ROM, accelerator: 'tcg' }
  const args = ['-accel', 'tcg', '-m', '256', '-bios', ROM]
  const dialogue = { wait: 'autoboot', answer: '\r', until: '=> ' }
  const bare = []
  const ours = []
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await aloneUntil(args, dialogue))
    ours.push(await deviceUntil({ config, dialogue }))
  }
  report.figure({
    name: 'Power On to the prompt of U-Boot (TCG)',
    target: '≤ 1 s',
    measured: spread(ours, 'ms'),
    beside: `QEMU alone, read through a pipe: ${spread(bare, 'ms')}`,
  })
}

async function benchLinux(report, guest) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-bench-'))
  const initrd = join(folder, 'initrd')
  writeFileSync(initrd, guest.initrd())
  const append = 'console=ttyS0 quiet'
  const config = { kernel: guest.kernel, initrd, append, accelerator: 'tcg' }
  const args = ['-accel', 'tcg', '-m', '256', '-kernel', guest.kernel, '-initrd', initrd, '-append', append]
  const dialogue = { until: 'login: ' }
  const bare = []
  const ours = []
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await aloneUntil(args, dialogue))
      ours.push(await deviceUntil({ config, dialogue, folder }))
    }
    report.figure({
      name: 'Power On to the login of Linux 6.1 (TCG)',
      target: '≤ 8 s',
      measured: spread(ours, 'ms'),
      beside: `QEMU alone, read through a pipe: ${spread(bare, 'ms')}`,
    })
    await benchRestore(report, { config, folder })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function benchRestore(report, { config, folder }) {
  const times = []
  await withDevice({ config, folder }, async ({ console, power, snapshots }) => {
    await power.on()
    await console.readUntil('login: ', { timeout: 120_000 })
    await snapshots.save('login')
    for (let round = 0; round < ROUNDS; round += 1) {
      await power.off()
      const began = performance.now()
      await snapshots.restore('login')
      await console.sendLine('root')
      await console.readUntil('Password: ', { timeout: 60_000 })
      times.push(performance.now() - began)
    }
  })
  report(`the same Linux from a snapshot, from off to its answer: ${spread(times, 'ms')}`)
}

function deviceUntil({ config, dialogue: { wait, answer, until }, folder }) {
  return withDevice({ config, folder }, async ({ console, power }) => {
    const began = performance.now()
    await power.on()
    if (wait !== undefined) {
      await console.readUntil(wait, { timeout: 120_000 })
      await console.send(answer)
    }
    await console.readUntil(until, { timeout: 120_000 })
    return performance.now() - began
  })
}

async function withDevice({ config, folder = tmpdir() }, use) {
  const trial = await openTrialDevice({ vm: { driver: qemu, config } }, folder)
  try {
    return await use(trial.device)
  } finally {
    await trial[Symbol.asyncDispose]()
  }
}

/** The limit: the same machine with its serial port on a pipe, and nothing that is not needed to see the prompt. */
async function aloneUntil(args, { wait, answer, until }) {
  const began = performance.now()
  const child = spawn(PROGRAM, [...args, '-display', 'none', '-serial', 'stdio'])
  let said = ''
  let awaited = wait ?? until
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (!said.includes(awaited)) continue
    if (awaited === until) break
    awaited = until
    child.stdin.write(answer)
  }
  const time = performance.now() - began
  child.kill('SIGKILL')
  return time
}
