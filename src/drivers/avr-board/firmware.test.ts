import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIRMWARE, openTrialBoard } from './trial-board.ts'

const compiler = spawnSync('avr-gcc', ['-dumpversion'], { encoding: 'utf8' })
const missing = compiler.status !== 0

describe('the firmware, rebuilt', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hilwright-firmware-'))
    if (missing) return
    const made = spawnSync('make', ['-C', FIRMWARE, `OUT=${folder}`], { encoding: 'utf8' })
    if (made.status !== 0) throw new Error(`make failed:\n${made.stdout}${made.stderr}`)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.for(['widget.hex', 'widget-1.0.hex'])('gives %s byte for byte', (name, { skip }) => {
    skip(missing, 'avr-gcc is not installed (Debian: apt install gcc-avr avr-libc)')
    expect(readFileSync(join(folder, name), 'latin1')).toBe(readFileSync(join(FIRMWARE, name), 'latin1'))
  })

  it('boots from the ELF file as it does from the hex file', async ({ skip }) => {
    skip(missing, 'avr-gcc is not installed (Debian: apt install gcc-avr avr-libc)')
    await using board = await openTrialBoard()
    const elf = await board.storage.flash(
      { image: join(folder, 'widget-1.0.elf'), sha256: undefined, bmap: undefined },
      board.context,
    )
    expect(elf).toEqual(
      await board.storage.verify(
        { image: 'widget-1.0.hex', sha256: undefined, bmap: undefined },
        board.context,
      ),
    )
    expect(await board.boot()).toContain('Hilwright Widget 1.0.0')
  })
})
