import { hostname } from 'node:os'
import { z } from 'zod'
import { LabError } from '../../runtime/errors.ts'

/** Where a file server listens, as the bench file says. */
export const servingConfig = (port: number) => ({
  address: z
    .string()
    .default('0.0.0.0')
    .describe(
      'Address at which it listens: that of the network interface towards the devices; all of them if left out.',
    ),
  port: z
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(port)
    .describe('Port at which it listens; 0 takes a free one.'),
  host: z
    .string()
    .optional()
    .describe(
      'Name or address under which devices see it; the address, or the name of this machine, if left out.',
    ),
})

/** The host and port of URLs for devices. */
export function seenAs(
  { address, host }: { readonly address: string; readonly host?: string | undefined },
  port: number,
): string {
  const own = address === '0.0.0.0' || address === '::' ? hostname() : address
  const name = host ?? own
  return `${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** The error for an address at which nobody can listen. */
export function cannotListen(
  what: string,
  place: { readonly address: string; readonly port: number },
  cause: Error,
) {
  const { code } = cause as NodeJS.ErrnoException
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program listens there',
    EADDRNOTAVAIL: 'this machine has no such address',
    EACCES: 'this needs rights that the bench has not',
  }
  const why = reasons[code ?? ''] ?? cause.message
  return new LabError(
    'cannot-listen',
    `${what} cannot listen at ${place.address}, port ${place.port}: ${why}.`,
    {
      cause,
      hint: 'Choose another address or port in the bench file.',
    },
  )
}

/** The address of a client: IPv4 as such, also where it came over a socket for both. */
export function clientAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '')
}
