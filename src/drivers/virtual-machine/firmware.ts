import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LabError } from '../../runtime/errors.ts'
import type { DiskImages } from '../virtual-disk/disk-image.ts'
import { escapeCommas } from './arguments.ts'
import type { MachineConfig } from './config.ts'

/** Where distributions put OVMF: its code, and the variables it starts with. */
const KNOWN = [
  ['/usr/share/OVMF/OVMF_CODE_4M.fd', '/usr/share/OVMF/OVMF_VARS_4M.fd'],
  ['/usr/share/OVMF/OVMF_CODE.fd', '/usr/share/OVMF/OVMF_VARS.fd'],
  ['/usr/share/edk2/x64/OVMF_CODE.4m.fd', '/usr/share/edk2/x64/OVMF_VARS.4m.fd'],
  ['/usr/share/edk2/ovmf/OVMF_CODE.fd', '/usr/share/edk2/ovmf/OVMF_VARS.fd'],
] as const

/** What the arguments for firmware depend on. */
export interface FirmwareParts {
  readonly device: string
  readonly directory: string
  readonly folder: string
  readonly images: DiskImages
  readonly signal: AbortSignal
}

/** Arguments of a machine that boots by UEFI; its variables last as long as the session. */
export async function createFirmware(
  uefi: MachineConfig['uefi'],
  { device, directory, folder, images, signal }: FirmwareParts,
): Promise<string[]> {
  if (uefi === false) return []
  const given =
    uefi === true ? undefined : [resolve(directory, uefi.code), resolve(directory, uefi.variables)]
  const [code, variables] = given ?? KNOWN.find((pair) => pair.every(existsSync)) ?? missing(device)
  const own = join(folder, 'uefi-variables.qcow2')
  await images.copy(variables as string, own, signal)
  const flash = (file: string, more: string) => ['-drive', `if=pflash,file=${escapeCommas(file)},${more}`]
  return [...flash(code as string, 'unit=0,format=raw,readonly=on'), ...flash(own, 'unit=1,format=qcow2')]
}

function missing(device: string): never {
  throw new LabError('uefi-missing', `${device} is to boot by UEFI, and no OVMF is installed.`, {
    device,
    hint: 'On Debian: apt-get install ovmf. Or give the paths: uefi: { code: …, variables: … }',
  })
}
