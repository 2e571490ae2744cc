import { readFileSync, statSync } from 'node:fs'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { describeOwner, type PortOwner } from './port-owner.ts'

/** The error for a port that others use. */
export function portInUse(path: string, owners: readonly PortOwner[]): LabError {
  const whom = owners.length > 0 ? owners.map(describeOwner).join(', ') : 'a process of another user'
  return new LabError('port-in-use', `${path} is in use by ${whom}.`, {
    hint: 'End it, or set exclusive: false to share the port; each of the two then gets a part of the bytes.',
  })
}

/** Says why a port could not be opened, from what the system said. */
export function openError(path: string, cause: unknown): LabError {
  const text = messageOf(cause).replace(/^Error:?\s*/, '')
  if (/permission denied|operation not permitted/i.test(text)) return permissionDenied(path, cause)
  if (/cannot lock|resource busy/i.test(text)) return portInUse(path, [])
  return new LabError('port-failed', `${path} cannot be opened: ${text}.`, { cause })
}

function permissionDenied(path: string, cause: unknown): LabError {
  const group = groupOf(path)
  const hint =
    group === undefined
      ? 'Give its user the right to read and write it.'
      : `It belongs to the group ${group}: sudo usermod -aG ${group} USER, and log in again.`
  return new LabError('port-denied', `This user may not open ${path}.`, { cause, hint })
}

function groupOf(path: string): string | undefined {
  const gid = statSync(path, { throwIfNoEntry: false })?.gid
  try {
    const rows = readFileSync('/etc/group', 'utf8').split('\n')
    return rows.map((row) => row.split(':')).find((row) => row[2] === String(gid))?.[0]
  } catch {
    return undefined
  }
}
