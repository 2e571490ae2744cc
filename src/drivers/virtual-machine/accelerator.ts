import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDeadline } from '../../runtime/deadline.ts'
import { LabError } from '../../runtime/errors.ts'
import { filesFolder } from '../../runtime/files/user-store.ts'
import { GuardedProcess } from '../guarded-process/guarded-process.ts'

/** Emulation takes 0.2 s: a KVM that is slower, or that hangs, is not worth having. */
const PROVE_MS = 1500
/** So long a proof counts; a machine that was busy may do better tomorrow. */
const PROOF_LASTS_MS = 86_400_000
/** Where the probe's debug port is. */
const PORT = 0xf4
const WORD = 0x10
/** QEMU ends with this code when the word came to the debug port. */
const PROVED = (WORD << 1) | 1

const proofs = new Map<string, Promise<boolean>>()

/** What the machine runs on: KVM only where a tiny guest has proved that it works. */
export async function chooseAccelerator(
  wanted: 'auto' | 'tcg' | 'kvm',
  program: string,
  device: string,
): Promise<'tcg' | 'kvm'> {
  if (wanted === 'tcg') return 'tcg'
  if (await hasWorkingKvm(program)) return 'kvm'
  if (wanted === 'auto') return 'tcg'
  throw new LabError('kvm-unusable', `${device} is to run on KVM, but no guest runs there.`, {
    device,
    hint: 'Is /dev/kvm there and open to you? With accelerator: auto it is emulated.',
  })
}

/** Whether a guest runs on KVM here; proved once, and again after an update of kernel or emulator. */
export function hasWorkingKvm(program: string): Promise<boolean> {
  let proof = proofs.get(program)
  if (proof === undefined) {
    proof = prove(program)
    proofs.set(program, proof)
  }
  return proof
}

async function prove(program: string): Promise<boolean> {
  if (process.arch !== 'x64' || !program.endsWith('x86_64') || !(await isOpen('/dev/kvm'))) return false
  const folder = join(filesFolder(process.env), '../kvm')
  const note = join(folder, `${release()}-${program.replaceAll('/', '_')}`)
  const known = await readNote(note)
  if (known !== undefined) return known === 'works'
  const works = await runsGuest(program, 'kvm')
  await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => writeFile(note, works ? 'works' : 'fails'))
    .catch(() => {}) // then it is proved again
  return works
}

async function readNote(note: string): Promise<string | undefined> {
  try {
    const isOld = Date.now() - (await stat(note)).mtimeMs > PROOF_LASTS_MS
    const known = isOld ? '' : await readFile(note, 'utf8')
    return known === 'works' || known === 'fails' ? known : undefined // somebody may be writing it
  } catch {
    return undefined
  }
}

/** Boots a guest of two instructions that tells the emulator to end; one that does not in time is killed. */
export async function runsGuest(program: string, accelerator: 'tcg' | 'kvm'): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'hil-kvm-'))
  const disk = join(folder, 'disk')
  await writeFile(disk, tinyGuest())
  const drive = ['-drive', `file=${disk},format=raw`]
  const machine = ['-nodefaults', '-display', 'none', '-accel', accelerator, '-m', '16', ...drive]
  const debug = ['-device', `isa-debug-exit,iobase=${PORT},iosize=4`]
  using deadline = withDeadline(PROVE_MS, undefined, 'the proof of KVM')
  const guest = new GuardedProcess({ program, args: [...machine, ...debug], folder })
  const kill = () => void guest[Symbol.asyncDispose]()
  deadline.signal.addEventListener('abort', kill)
  const { code } = await guest.ended
  await rm(folder, { recursive: true, force: true })
  return code === PROVED
}

/**
 * A boot sector: `mov al, WORD; out PORT, al; hlt`. The firmware that loads it has used timers, interrupts and all modes
 * of the processor by then.
 */
function tinyGuest(): Uint8Array {
  const sector = new Uint8Array(512)
  sector.set([0xb0, WORD, 0xe6, PORT, 0xf4])
  sector.set([0x55, 0xaa], 510)
  return sector
}

async function isOpen(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
}
