/** An interface, as `ip -o link` tells. */
export interface LinkLine {
  readonly name: string
  readonly state: 'up' | 'down'
  readonly mac: string
  readonly mtu: number
}

/** Reads what `ip -o link` prints, one interface a line. */
export function parseLinks(text: string): LinkLine[] {
  return text.split('\n').flatMap((line) => {
    const found = /^\d+: ([^:@\s]+)(?:@\S+)?: <([^>]*)>(?:.*? mtu (\d+))?/.exec(line)
    if (found === null) return []
    const [, name = '', flags = '', mtu = '0'] = found
    const isUp = ['UP', 'LOWER_UP'].every((flag) => flags.split(',').includes(flag))
    const mac = /link\/ether (\S+)/.exec(line)?.[1] ?? ''
    return [{ name, state: isUp ? 'up' : 'down', mac, mtu: Number(mtu) }]
  })
}

/** An address, as `ip -o addr` tells. */
export interface AddressLine {
  readonly family: 'ipv4' | 'ipv6'
  readonly address: string
  readonly prefix: number
}

/** Reads what `ip -o addr` prints, one address a line. */
export function parseAddresses(text: string): AddressLine[] {
  return [...text.matchAll(/\s(inet6?) ([\da-f.:]+)(?: peer [\da-f.:]+)?(?:\/(\d+))?/g)].map(
    ([, family, address = '', prefix]) => {
      const known = family === 'inet' ? ('ipv4' as const) : ('ipv6' as const)
      return { family: known, address, prefix: Number(prefix ?? (known === 'ipv4' ? 32 : 128)) }
    },
  )
}

/** The router of the default route, as `ip route` tells; undefined if there is none. */
export function parseRouter(text: string): string | undefined {
  return /^default via (\S+)/m.exec(text)?.[1]
}
