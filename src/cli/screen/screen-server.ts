import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, extname, normalize, sep } from 'node:path'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { LabError } from '../../runtime/errors.ts'
import { screenPage } from './screen-page.ts'

/** What is served, and to whom. */
export interface ScreenServerParts {
  /** Name of the screen, for people. */
  readonly name: string
  readonly port: number
  /** Joins a browser with the screen; called once for each that connects. */
  serve(browser: Duplex): void
}

/** A page with a screen on this machine; only who has its address can open it. */
export interface ScreenServer extends AsyncDisposable {
  readonly url: string
}

const HOST = '127.0.0.1'
const KINDS: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' }
/** The folder of noVNC; its main module lies in `core`. */
const NOVNC = dirname(dirname(fileURLToPath(import.meta.resolve('@novnc/novnc'))))

/** Serves noVNC and the way to a screen until disposed. */
export async function openScreenServer({ name, port, serve }: ScreenServerParts): Promise<ScreenServer> {
  const root = `/${randomBytes(16).toString('hex')}/`
  const server = createServer((request, response) => void answer(request, response, { root, name }))
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== `${root}vnc`) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (client) => {
      const browser = createWebSocketStream(client)
      browser.on('error', () => browser.destroy())
      serve(browser)
    })
  })
  await listen(server, port)
  const { port: bound } = server.address() as AddressInfo
  const close = async () => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://${HOST}:${bound}${root}`, [Symbol.asyncDispose]: close }
}

interface Site {
  readonly root: string
  readonly name: string
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { root, name }: Site,
): Promise<void> {
  const { url = '' } = request
  const path = url.startsWith(root) ? url.slice(root.length) : undefined
  const content = path === '' ? screenPage(name) : path === undefined ? undefined : await fileOf(path)
  const kind = path === '' ? 'text/html; charset=utf-8' : KINDS[extname(path ?? '')]
  // The address is the key: it must not leave through a link.
  const head = {
    'content-type': kind ?? 'text/plain',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  }
  response.writeHead(content === undefined ? 404 : 200, head)
  response.end(content ?? 'There is nothing here.')
}

/** A file of noVNC; nothing outside its folder. */
async function fileOf(path: string): Promise<Buffer | undefined> {
  const wanted = normalize(path.replace(/^novnc\//, `${NOVNC}/`))
  if (!path.startsWith('novnc/') || !wanted.startsWith(`${NOVNC}${sep}`)) return undefined
  return readFile(wanted).catch(() => undefined)
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new LabError('cannot-listen', `Cannot listen on ${HOST}:${port}: ${cause.message}.`, { cause }))
    })
    server.listen(port, HOST, resolve)
  })
}
