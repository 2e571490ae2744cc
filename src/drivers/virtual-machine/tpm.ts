import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sleep } from '../../runtime/deadline.ts'
import { LabError } from '../../runtime/errors.ts'
import { findProgram } from '../guarded-process/find-program.ts'
import { GuardedProcess } from '../guarded-process/guarded-process.ts'

/** What a TPM of a machine is made from. */
export interface TpmParts {
  readonly device: string
  readonly folder: string
}

/** Arguments of a machine with a TPM. */
export function tpmArguments(folder: string): string[] {
  const socket = ['-chardev', `socket,id=tpm0,path=${join(folder, SOCKET)}`]
  return [...socket, '-tpmdev', 'emulator,id=tpm0,chardev=tpm0', '-device', 'tpm-tis,tpmdev=tpm0']
}

const SOCKET = 'tpm'
const LOOK_EVERY_MS = 5

/** Starts swtpm for one run of the machine: it ends with QEMU's connection. What it holds stays in the folder. */
export async function startTpm({ device, folder }: TpmParts, signal: AbortSignal): Promise<GuardedProcess> {
  const program = findProgram({ program: 'swtpm', package: 'swtpm', device })
  const state = join(folder, 'tpm-state')
  const socket = join(folder, SOCKET)
  await mkdir(state, { recursive: true })
  const args = ['socket', '--tpm2', '--tpmstate', `dir=${state}`, '--ctrl', `type=unixio,path=${socket}`]
  const tpm = new GuardedProcess({ program, args: [...args, '--terminate'] })
  try {
    while (!existsSync(socket)) {
      if (!tpm.isRunning) throw failed(device, tpm.complaint)
      await sleep(LOOK_EVERY_MS, { signal })
    }
    return tpm
  } catch (error) {
    await tpm[Symbol.asyncDispose]()
    throw error
  }
}

function failed(device: string, complaint: string): LabError {
  return new LabError('tpm-failed', `The TPM of ${device} ended at once: ${complaint}`, { device })
}
