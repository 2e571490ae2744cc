import { homedir } from 'node:os'
import { join } from 'node:path'
import { FileStore } from './file-store.ts'

/** The folder for files that this user's programs keep, by the XDG Base Directory Specification. */
export function filesFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME ?? homedir(), '.cache'), 'hilwright', 'files')
}

/** The files that this user's programs keep. */
export function userStore(env: NodeJS.ProcessEnv, limit?: number): FileStore {
  return new FileStore(filesFolder(env), limit)
}
