import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programPath } from '../guarded-process/find-program.ts'

const PLATFORM = '/usr/lib/grub/i386-pc'
const MODULES = 'biosdisk tar normal serial terminal linux echo sleep test'.split(' ')
const EARLY = `serial --unit=0 --speed=115200
terminal_input serial
terminal_output serial
normal (hd0)/grub.cfg
`

/** A GRUB that a machine can boot, and the disk with its menu. */
export interface TrialGrub {
  /** Boots as a kernel does. */
  readonly kernel: string
  readonly disk: string
}

/** What the tests with a GRUB lack; undefined if nothing. */
export function missingForGrub(): string | undefined {
  if (!existsSync(PLATFORM)) return 'grub-pc-bin'
  return ['grub-mkimage', 'tar'].find((program) => programPath(program) === undefined)
}

/** Makes a GRUB on the serial port, with a menu and files of its own beside it, in a folder. */
export function makeTrialGrub(
  folder: string,
  menu: string,
  files: Readonly<Record<string, string>> = {},
): TrialGrub {
  const at = (name: string) => join(folder, name)
  writeFileSync(at('early.cfg'), EARLY)
  writeFileSync(at('grub.cfg'), menu)
  for (const [name, path] of Object.entries(files)) copyFileSync(path, at(name))
  const format = ['-O', 'i386-pc', '-d', PLATFORM, '-p', '(hd0)/']
  execFileSync('grub-mkimage', [...format, '-c', at('early.cfg'), '-o', at('core.img'), ...MODULES])
  const loader = readFileSync(join(PLATFORM, 'lnxboot.img'))
  writeFileSync(at('grub'), Buffer.concat([loader, readFileSync(at('core.img'))]))
  execFileSync('tar', ['-C', folder, '-cf', at('disk.tar'), 'grub.cfg', ...Object.keys(files)])
  return { kernel: at('grub'), disk: at('disk.tar') }
}
