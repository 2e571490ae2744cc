import { openTcpLink } from '../links/tcp-link.ts'
import { ask } from '../power-http/ask.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import type { PowerSwitch } from '../power-switch/power-switch.ts'

/** An outlet of a PDU that PDUDaemon knows. */
export interface PdudaemonPlace {
  readonly host: string
  readonly port: number
  readonly listener: 'http' | 'tcp'
  readonly pdu: string
  readonly outlet: string
}

/** An outlet that PDUDaemon switches. It only says that it took the command. */
export function createPdudaemonSwitch(place: PdudaemonPlace): PowerSwitch {
  const exchange = new Exchange()
  const send = place.listener === 'http' ? overHttp : overTcp
  return {
    name: `outlet ${place.outlet} of ${place.pdu} by PDUDaemon`,
    exchange,
    set: async (state, signal) => {
      const accepted = await send(place, state, { exchange, signal })
      if (!accepted)
        throw powerFailed(`PDUDaemon at ${place.host}:${place.port} refused the command`, exchange)
    },
  }
}

interface Sending {
  readonly exchange: Exchange
  readonly signal: AbortSignal
}

async function overHttp(
  place: PdudaemonPlace,
  state: string,
  { exchange, signal }: Sending,
): Promise<boolean> {
  const { host, port, pdu, outlet } = place
  const query = new URLSearchParams({ hostname: pdu, port: outlet })
  const url = new URL(`http://${host}:${port}/power/control/${state}?${query}`)
  exchange.asked(`GET ${url}`)
  try {
    const { status, text } = await ask({ method: 'GET', url, headers: {} }, { insecure: false, signal })
    exchange.came(`${status} ${text}`)
    return status === 200
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw powerFailed(`PDUDaemon at ${host}:${port} cannot be reached`, exchange, error)
  }
}

/** One line a connection: `pdu outlet on`, and `ack` or `nack` for an answer. */
async function overTcp(
  place: PdudaemonPlace,
  state: string,
  { exchange, signal }: Sending,
): Promise<boolean> {
  await using link = await openTcpLink(place, signal)
  const line = `${place.pdu} ${place.outlet} ${state}`
  exchange.asked(line)
  await link.write(Buffer.from(`${line}\n`))
  let said = ''
  while (!said.includes('\n')) {
    said += Buffer.from(await link.read(signal)).toString()
    exchange.came(said)
  }
  return said.trim() === 'ack'
}
