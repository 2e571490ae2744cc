import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { openConserverLink } from '../conserver/conserver-link.ts'
import { lineSettings, openLine } from '../lasting-line/line-settings.ts'
import type { LinkListener } from '../lasting-line/link.ts'
import { socketSettings } from '../lasting-line/socket-link.ts'

const { log, appearsLater } = lineSettings

/** A look at a console that conserver keeps. */
export const conserver = defineDriver({
  type: 'conserver',
  doc: 'Looks at a console of a conserver while others work on it. Nothing can be sent.',
  testedAgainst: "Debian's conserver-server",
  provides: [console],
  config: z.strictObject({
    host: socketSettings.host,
    port: socketSettings.port.default(782),
    console: z.string().describe('Name of the console.'),
    user: z.string().describe('Whom to log in as.'),
    password: z
      .string()
      .optional()
      .describe('Their password, where the server asks for one; best as ${env:NAME}.'),
    encrypted: z
      .boolean()
      .default(true)
      .describe('Whether to encrypt, as the server of a package demands; the server is not authenticated.'),
    log,
    appearsLater,
  }),
  open: async ({ host, port, console: name, user, password, encrypted, ...settings }, context) => {
    const request = { address: { host, port }, console: name, user, password, encrypted }
    const openLink = (listener: LinkListener, signal: AbortSignal) =>
      openConserverLink(request, listener, signal)
    const line = await openLine(settings, { name, openLink }, context)
    return {
      console: { stream: line.channel({ canWait: true }) },
      [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
    }
  },
})
