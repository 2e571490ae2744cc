import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, resolve } from 'node:path'
import { LabError } from '../../runtime/errors.ts'

/** What is missing where a program is not there. */
export interface WantedProgram {
  readonly program: string
  /** Debian package that has it. */
  readonly package: string
  readonly device: string
}

/** The path of a program, found as a shell finds it; a LabError says how to install it. */
export function findProgram({ program, package: debian, device }: WantedProgram): string {
  const found = programPath(program)
  if (found !== undefined) return found
  throw new LabError('program-missing', `${device} needs the program "${program}", which is not installed.`, {
    device,
    hint: `On Debian: apt-get install ${debian}`,
  })
}

/** The path of a program if it is installed. */
export function programPath(program: string): string | undefined {
  if (isAbsolute(program)) return isExecutable(program) ? program : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => resolve(folder, program)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
