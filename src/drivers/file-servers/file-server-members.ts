import type { ImplementationOf } from '../../runtime/driver.ts'
import type { fileServer } from '../../runtime/interfaces/file-server.ts'
import type { RequestLog } from './request-log.ts'
import type { StagedFiles } from './staged-files.ts'

/** The members of a file server, whatever protocol it speaks. */
export function fileServerMembers(
  files: StagedFiles,
  log: RequestLog,
  urlOf: (name: string) => string,
): ImplementationOf<typeof fileServer> {
  return {
    stage: async ({ file, name: wanted }) => {
      const { name, bytes, sha256 } = await files.stage(file, wanted)
      return { name, url: urlOf(name), bytes, sha256 }
    },
    list: () => files.names(),
    url: ({ name }) => urlOf(files.get(name).name),
    remove: ({ name }) => files.remove(name),
    requests: () => log.all(),
    waitForRequest: ({ name, timeout }, { signal }) =>
      log.next(name.replace(/^\/+/, ''), { timeout, signal }),
  }
}
