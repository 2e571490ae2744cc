import { z } from 'zod'

const version = z.union([
  z.enum(['1', '2c', '3']),
  z.literal(1).transform(() => '1' as const),
  z.literal(3).transform(() => '3' as const),
])

/** Keys of a driver's configuration that say where an SNMP agent is and who asks it; check them with {@link hasUser}. */
export function agentKeys(community: string) {
  return {
    host: z.string().min(1).describe('Name or address of the agent.'),
    port: z.number().int().min(1).max(65_535).default(161).describe('Its UDP port.'),
    version: version.default('2c').describe('Version of the protocol.'),
    community: z.string().default(community).describe('The community, for versions 1 and 2c.'),
    user: z.string().optional().describe('Name of the user, for version 3.'),
    authProtocol: z
      .enum(['md5', 'sha', 'sha256', 'sha512'])
      .default('sha')
      .describe('How the user proves who it is.'),
    authKey: z
      .string()
      .min(8)
      .optional()
      .describe('Password of the user; write ${env:NAME} or ${file:PATH}.'),
    privProtocol: z.enum(['des', 'aes']).default('aes').describe('How messages are encrypted.'),
    privKey: z.string().min(8).optional().describe('Password of the encryption; none without it.'),
  }
}

/** True if a user is named just where the version knows users. */
export function hasUser({
  version: spoken,
  user,
}: {
  readonly version: string
  readonly user?: string | undefined
}): boolean {
  return (spoken === '3') === (user !== undefined)
}

/** What is said where {@link hasUser} is false. */
export const NO_USER = 'version 3 needs a user, the others take none'
