import { resolve } from 'node:path'
import { builtInRegistry } from '../../builtin.ts'
import { loadBench } from '../../runtime/bench/bench-file.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { tokenFromFile } from '../../transport/access-token.ts'
import { ExportedBench } from '../../transport/exporter/exported-bench.ts'
import { isLocal, parseListenAddress } from '../../transport/listen-address.ts'
import { serveBench } from '../../transport/serve.ts'
import { fingerprintOf } from '../../transport/tls/own-certificate.ts'
import { EXIT } from '../exit-codes.ts'
import { certificateFor, type Encryption } from '../exporter-certificate.ts'
import type { Terminal } from '../terminal.ts'
import { exporterTokenFile, stateFolder } from '../user-folders.ts'

/** How a bench is exported. */
export interface ExporterCommand extends Encryption {
  readonly benchFile: string
  /** HOST:PORT or the path of a unix socket. */
  readonly listen: string
  readonly tokenFile?: string
  /** Seconds for which a session outlives its connection. */
  readonly grace?: string
}

/** Serves a bench until it is told to end; then everything is powered off. Resolves to the exit code. */
export async function serveExporter(command: ExporterCommand, terminal: Terminal): Promise<number> {
  const listen = parseListenAddress(command.listen)
  const certificate = await certificateFor(listen, command, stateFolder(terminal.env))
  if (certificate === undefined && !isLocal(listen)) terminal.stderr.write(OPEN_DOOR)
  await using bench = new ExportedBench(loadBench(resolve(command.benchFile), builtInRegistry()))
  const tokenFile = resolve(command.tokenFile ?? exporterTokenFile(terminal.env))
  const access = listen.kind === 'tcp' ? { token: tokenFromFile(tokenFile) } : {}
  const ended = toldToEnd()
  await using server = await serveBench((client) => bench.connect(client), {
    ...{ listen, ...access, grace: graceOf(command) },
    ...(certificate === undefined ? {} : { certificate }),
  })
  terminal.stdout.write(greeting(bench, server.url))
  if (certificate !== undefined) terminal.stdout.write(`Fingerprint ${fingerprintOf(certificate)}\n`)
  if (listen.kind === 'tcp') terminal.stdout.write(`Clients show the token in ${tokenFile}\n`)
  await ended
  terminal.stdout.write('Ending: sessions are closed and everything is powered off.\n')
  return EXIT.passed
}

const OPEN_DOOR =
  'warning: --insecure: the token and all data cross the network in the clear, for everybody between to read.\n'

function graceOf({ grace = '30' }: ExporterCommand): number {
  const seconds = Number(grace)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000
  throw new SuiteError('wrong-argument', `--grace takes seconds, got "${grace}".`, {
    hint: 'As in --grace 30',
  })
}

function greeting({ description }: ExportedBench, url: string): string {
  const devices = description.devices.map(
    ({ name, abilities }) => `  ${name}: ${abilities.map((ability) => ability.name).join(', ')}\n`,
  )
  return `Serving ${description.file} at ${url}\n${devices.join('')}`
}

function toldToEnd(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
}
