import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { programPath } from '../src/drivers/guarded-process/find-program.ts'
import { linuxGuest } from '../src/drivers/trial-guest/linux-guest.ts'
import { createProject, type Project } from './project.ts'

const ROM = '/usr/lib/u-boot/qemu-x86_64/u-boot.rom'
const hasUBoot = programPath('qemu-system-x86_64') !== undefined && existsSync(ROM)
const guest = linuxGuest()
const canRead = programPath('tesseract') !== undefined

const U_BOOT_BENCH = `devices:
  board:
    type: qemu
    bios: ${ROM}
`

const U_BOOT_SUITE = `*** Test Cases ***
Stops In The Bootloader
    Power On
    Read Serial Until    autoboot
    Write Serial    \\r
    Read Serial Until    =>
    \${version} =    Run Command    version
    Should Contain    \${version}    U-Boot
    Power State Should Be    on

Comes Back After A Power Cycle
    Power Cycle    10 ms
    Read Serial Until    autoboot
`

/** QEMUs of a project, by the folder for temporary files in their environment. */
function machinesOf({ folder }: Project): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const isMachine = readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('qemu-system')
      return isMachine && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder)
    } catch {
      return false
    }
  })
}

describe.skipIf(!hasUBoot)('a suite on a virtual machine', () => {
  it('boots a real bootloader, and leaves no process behind', async () => {
    await using project = createProject({ 'bench.yaml': U_BOOT_BENCH, 'suites/u_boot.hil': U_BOOT_SUITE })
    const { exitCode, all } = await project.hil(['run'])
    expect(all).toContain('2 passed')
    expect(exitCode).toBe(0)
    await project.isClean()
    expect(machinesOf(project)).toEqual([])
  })

  it('leaves none behind when its runner is killed', async () => {
    const suite = '*** Test Cases ***\nBoots\n    Power On\n    Read Serial Until    never    timeout=60 s\n'
    await using project = createProject({ 'bench.yaml': U_BOOT_BENCH, 'suites/u_boot.hil': suite })
    const run = project.hil(['run'])
    await expect.poll(() => machinesOf(project), { timeout: 30_000 }).toHaveLength(1)
    run.signal('SIGKILL', 'group')
    await run
    await expect.poll(() => machinesOf(project), { timeout: 30_000 }).toEqual([])
    await project.isClean()
  })

  it('says in the words of QEMU what is wrong with the bench', async () => {
    const bench = `${U_BOOT_BENCH}    machine: toaster\n`
    await using project = createProject({ 'bench.yaml': bench, 'suites/u_boot.hil': U_BOOT_SUITE })
    const { exitCode, all } = await project.hil(['run'])
    expect(exitCode).toBe(3)
    expect(all).toContain('unsupported machine type')
  })
})

const LINUX_SUITE = `*** Settings ***
Library    Screenshot

*** Test Cases ***
Logs In Over Serial
    Power On
    Read Serial Until    login:    timeout=60 s
    Send Line    root
    Read Serial Until    Password:
    Send Line    secret
    Read Serial Until    ~ #
    \${name} =    Run Command    uname -s    prompt=~ #
    Should Be Equal    \${name}    Linux
    Run Command    echo trouble ahead > /dev/ttyS1    prompt=~ #
    Use Console    debug
    Read Serial Until    trouble ahead
    Save Snapshot    ready

Is Read And Typed To
    Wait Until Screen Says    target login:
    \${before} =    Take Screenshot
    Screen Should Show    \${before}
    Type Text    root\\n
    Wait until screen says "Password:" within 30 s
    Screen Should Say    password    ignore_case=yes
    Run Keyword And Expect Error    *does not say "Windows". It says:*    Screen Should Say    Windows

Goes Back To A State
    Restore Snapshot    ready
    Screen Should Say    target login:
    \${status} =    Machine Status
    Should Be Equal    \${status}    running
`

describe.skipIf(guest === undefined || !canRead)('a suite on a virtual Linux', () => {
  it('logs in, reads the screen, types, and goes back to a state', async () => {
    await using project = createProject({
      'bench.yaml': `devices:
  board:
    type: qemu
    kernel: ${guest?.kernel}
    initrd: initrd
    append: console=ttyS0 quiet
    consoles: { debug: {} }
`,
      'suites/linux.hil': LINUX_SUITE,
    })
    writeFileSync(join(project.folder, 'initrd'), guest?.initrd() ?? '')
    const { exitCode, all } = await project.hil(['run'])
    expect(all).toContain('3 passed')
    expect(exitCode).toBe(0)
    const consoles = project.record('Logs-In-Over-Serial').events.filter(({ kind }) => kind === 'console')
    expect(consoles).toContainEqual(expect.objectContaining({ device: 'board.debug' }))
    await project.isClean()
  }, 240_000)
})
