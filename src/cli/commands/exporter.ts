import { resolve } from 'node:path'
import { builtInRegistry } from '../../builtin.ts'
import { loadBench } from '../../runtime/bench/bench-file.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { tokenFromFile } from '../../transport/access-token.ts'
import { ExportedBench } from '../../transport/exported-bench.ts'
import { isLocal, type ListenAddress, parseListenAddress } from '../../transport/listen-address.ts'
import { serveBench } from '../../transport/serve.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { exporterTokenFile } from '../user-folders.ts'

/** How a bench is exported. */
export interface ExporterCommand {
  readonly benchFile: string
  /** HOST:PORT or the path of a unix socket. */
  readonly listen: string
  readonly tokenFile?: string
  /** Serves other machines without encryption. */
  readonly insecure?: boolean
  /** Seconds for which a session outlives its connection. */
  readonly grace?: string
}

/** Serves a bench until it is told to end; then everything is powered off. Resolves to the exit code. */
export async function serveExporter(command: ExporterCommand, terminal: Terminal): Promise<number> {
  const listen = parseListenAddress(command.listen)
  refuseOpenDoor(listen, command)
  await using bench = new ExportedBench(loadBench(resolve(command.benchFile), builtInRegistry()))
  const tokenFile = resolve(command.tokenFile ?? exporterTokenFile(terminal.env))
  const access = listen.kind === 'tcp' ? { token: tokenFromFile(tokenFile) } : {}
  const ended = toldToEnd()
  await using server = await serveBench(() => bench.connect(), { listen, ...access, grace: graceOf(command) })
  terminal.stdout.write(greeting(bench, server.url, listen.kind === 'tcp' ? tokenFile : undefined))
  await ended
  terminal.stdout.write('Ending: sessions are closed and everything is powered off.\n')
  return EXIT.passed
}

/** Who reaches the port reads what devices say and switches power: other machines only on request. */
function refuseOpenDoor(listen: ListenAddress, { insecure = false }: ExporterCommand): void {
  if (insecure || isLocal(listen)) return
  throw new SuiteError(
    'insecure-exporter',
    'Without TLS the token and all data cross the network in the clear.',
    {
      hint: 'Listen on 127.0.0.1 and reach it through an SSH tunnel, or say --insecure in a network that you trust.',
    },
  )
}

function graceOf({ grace = '30' }: ExporterCommand): number {
  const seconds = Number(grace)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000
  throw new SuiteError('wrong-argument', `--grace takes seconds, got "${grace}".`, {
    hint: 'As in --grace 30',
  })
}

function greeting({ description }: ExportedBench, url: string, tokenFile: string | undefined): string {
  const devices = description.devices.map(
    ({ name, abilities }) => `  ${name}: ${abilities.map((ability) => ability.name).join(', ')}\n`,
  )
  const token = tokenFile === undefined ? '' : `Clients show the token in ${tokenFile}\n`
  return `Serving ${description.file} at ${url}\n${devices.join('')}${token}`
}

function toldToEnd(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
}
