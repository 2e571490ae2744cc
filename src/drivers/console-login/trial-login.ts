import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The password of the user `tester`. */
export const PASSWORD = 'secret'
const HASH =
  '$6$hilwright$.QVLYwbRNOwTlXtbUa5BPtti6pik8D25f8WhsxR5Nt7wM5LseoWjqJ8hC.rB8AGhfxRAXOT2oVlYONGmlaeNu1'

/** A login on this machine whose users nobody else sees. */
export interface TrialLogin extends Disposable {
  /** What to run on a terminal. */
  readonly command: string
}

/**
 * Lets Debian's own `login` ask for a user, again and again, in a copy of /etc with a user `tester`; with `expired` the
 * first login has to set a new password. Needs the rights to mount.
 */
export function openTrialLogin({ expired = false } = {}): TrialLogin {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-login-'))
  const etc = join(folder, 'etc')
  mkdirSync(etc)
  for (const name of [
    'passwd',
    'shadow',
    'group',
    'pam.d',
    'security',
    'login.defs',
    'pam.conf',
    'nsswitch.conf',
  ])
    cpSync(join('/etc', name), join(etc, name), { recursive: true, force: true })
  appendFileSync(join(etc, 'passwd'), `tester:x:0:0::${folder}:/bin/sh\n`)
  appendFileSync(join(etc, 'shadow'), `tester:${HASH}:${expired ? 0 : 20000}:0:99999:7:::\n`)
  const script = join(folder, 'login.sh')
  writeFileSync(script, `mount --bind ${etc} /etc\nwhile :; do login; sleep 0.1; done\n`)
  return {
    command: `unshare -m sh ${script}`,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
