/** A program that asks DHCP servers: its command lines, and what it says. `{if}` is the interface, `{state}` its files. */
export interface DhcpClient {
  /** Asks and sets the address; ends without one when nobody answers. `{ask}` asks for a certain address. */
  readonly lease: string
  /** Ends what still runs of it and keeps the address with the server. */
  readonly quit: string
  /** Gives the address back. */
  readonly release: string
  /** Says that an address came, and from whom. */
  readonly bound: RegExp
}

/** The clients by their programs, those that are looked for first in front. */
export const dhcpClients = {
  dhclient: {
    lease: 'dhclient -4 -1 -v -pf {state}.pid -lf {state}.leases {if}',
    quit: 'dhclient -4 -x -pf {state}.pid -lf {state}.leases {if}',
    release: 'dhclient -4 -r -pf {state}.pid -lf {state}.leases {if}',
    bound: /DHCPACK of (?<address>\S+)(?: \(\S+\))? from (?<server>[\d.]+)/,
  },
  udhcpc: {
    lease: 'udhcpc -n -t 5 -T 2 -R -p {state}.pid -i {if}',
    quit: 'kill -KILL "$(cat {state}.pid)"',
    release: 'kill -TERM "$(cat {state}.pid)" && ip -4 addr flush dev {if}',
    bound: /lease of (?<address>\S+) obtained(?: from (?<server>[\d.]+))?/,
  },
} as const satisfies Readonly<Record<string, DhcpClient>>

/** Name of a DHCP client. */
export type DhcpClientName = keyof typeof dhcpClients

/** The names, for the bench file. */
export const dhcpClientNames = Object.keys(dhcpClients) as [DhcpClientName, ...DhcpClientName[]]
