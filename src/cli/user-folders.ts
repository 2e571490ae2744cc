import { homedir } from 'node:os'
import { join } from 'node:path'
import { stateFolder } from '../runtime/state-folder.ts'

/** The file with the token of this user's exporters. */
export function exporterTokenFile(env: NodeJS.ProcessEnv): string {
  return join(stateFolder(env), 'exporter-token')
}

/** The folder with what this user configured, by the same specification. */
export function configFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CONFIG_HOME || join(env.HOME ?? homedir(), '.config'), 'hilwright')
}
