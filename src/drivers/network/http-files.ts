import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { fileServer } from '../../runtime/interfaces/file-server.ts'
import { fileServerMembers } from '../file-servers/file-server-members.ts'
import { HttpFileServer } from '../file-servers/http-file-server.ts'
import { RequestLog } from '../file-servers/request-log.ts'
import { seenAs, servingConfig } from '../file-servers/serving-address.ts'
import { StagedFiles } from '../file-servers/staged-files.ts'

/** Offers files over HTTP. */
export const httpFiles = defineDriver({
  type: 'http-files',
  doc: 'An HTTP server on the machine of the bench, from which devices fetch files, whole or in parts.',
  testedAgainst: 'curl',
  provides: [fileServer],
  config: z.strictObject(servingConfig(0)),
  open: async (place) => {
    const [files, log] = [await StagedFiles.open(), new RequestLog()]
    try {
      const server = await HttpFileServer.open(place, files, log)
      const origin = `http://${seenAs(place, server.port)}`
      const urlOf = (name: string) => `${origin}/${name.split('/').map(encodeURIComponent).join('/')}`
      return {
        'file-server': fileServerMembers(files, log, urlOf),
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
