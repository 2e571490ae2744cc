import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder with what this user's programs remember, by the XDG Base Directory Specification. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_STATE_HOME || join(env.HOME ?? homedir(), '.local', 'state'), 'hilwright')
}
