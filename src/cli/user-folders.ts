import { homedir } from 'node:os'
import { join } from 'node:path'

/** The file with the token of this user's exporters, by the XDG Base Directory Specification. */
export function exporterTokenFile(env: NodeJS.ProcessEnv): string {
  const state = env.XDG_STATE_HOME || join(env.HOME ?? homedir(), '.local', 'state')
  return join(state, 'hilwright', 'exporter-token')
}
