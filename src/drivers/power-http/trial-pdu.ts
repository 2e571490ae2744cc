import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a PDU does wrong. */
export type PduFault = 'lies' | 'fails' | 'silent' | 'garbage'

/** A PDU of a test: a server that answers as its vendor describes. */
export interface TrialPdu extends AsyncDisposable {
  readonly url: string
  /** Outlets that are on, by the number in the requests. */
  readonly on: Set<number>
  /** Requests that came, without their bodies. */
  readonly asked: string[]
  fault: PduFault | undefined
}

/** A request as a vendor's rules see it. */
export interface PduRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What a vendor's PDU answers: JSON or text; a number is a status. `set` switches an outlet. */
export type PduRules = (
  request: PduRequest,
  outlets: { isOn(outlet: number): boolean; set(outlet: number, on: boolean): void },
) => unknown

/** Starts a PDU that follows a vendor's rules. */
export async function startPdu(rules: PduRules): Promise<TrialPdu> {
  const on = new Set<number>()
  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const pdu: TrialPdu = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ on, asked: [], fault: undefined },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
  const outlets = {
    isOn: (outlet: number) => on.has(outlet),
    set: (outlet: number, wanted: boolean) => {
      if (pdu.fault === 'lies') return
      if (wanted) on.add(outlet)
      else on.delete(outlet)
    },
  }
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = await readRequest(request)
    pdu.asked.push(`${request.method} ${request.url}`)
    if (pdu.fault === 'silent') return
    if (pdu.fault === 'fails') response.writeHead(500).end('out of memory')
    else if (pdu.fault === 'garbage') response.end('<html>Please log in</html>')
    else answer(response, rules(read, outlets))
  }
  return pdu
}

/** An answer that asks who is there. */
export class Challenge {
  readonly header: string

  constructor(header: string) {
    this.header = header
  }
}

function answer(response: ServerResponse, said: unknown): void {
  if (said instanceof Challenge) response.writeHead(401, { 'www-authenticate': said.header }).end()
  else if (typeof said === 'number') response.writeHead(said).end()
  else response.end(typeof said === 'string' ? said : JSON.stringify(said))
}

async function readRequest(request: IncomingMessage): Promise<PduRequest> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += part
  const url = new URL(request.url ?? '/', 'http://pdu')
  const { method = 'GET', headers } = request
  return { method, path: url.pathname, query: url.searchParams, headers, body }
}
