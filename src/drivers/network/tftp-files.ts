import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { fileServer } from '../../runtime/interfaces/file-server.ts'
import { duration } from '../../runtime/units.ts'
import { fileServerMembers } from '../file-servers/file-server-members.ts'
import { RequestLog } from '../file-servers/request-log.ts'
import { seenAs, servingConfig } from '../file-servers/serving-address.ts'
import { StagedFiles } from '../file-servers/staged-files.ts'
import { TftpServer } from '../tftp/tftp-server.ts'

/** Offers files over TFTP. */
export const tftpFiles = defineDriver({
  type: 'tftp-files',
  doc: 'A TFTP server on the machine of the bench, from which bootloaders fetch files.',
  testedAgainst: "Debian's tftp-hpa client and curl",
  provides: [fileServer],
  config: z.strictObject({
    ...servingConfig(69),
    patience: duration().default(1000).describe('How long it waits for an answer before it sends again.'),
  }),
  open: async ({ patience, ...place }) => {
    const [files, log] = [await StagedFiles.open(), new RequestLog()]
    try {
      const server = await TftpServer.open({ ...place, patience }, files, log)
      const origin = `tftp://${seenAs(place, server.port)}`
      return {
        'file-server': fileServerMembers(files, log, (name) => `${origin}/${encodeURI(name)}`),
        [Symbol.asyncDispose]: async () => {
          await server[Symbol.asyncDispose]()
          await files[Symbol.asyncDispose]()
        },
      }
    } catch (error) {
      await files[Symbol.asyncDispose]()
      throw error
    }
  },
})
