import { resolve } from 'node:path'
import { builtInRegistry } from '../../builtin.ts'
import { benchOf, readBench } from '../../runtime/bench/bench-file.ts'
import { LabError } from '../../runtime/errors.ts'
import { OfferedFiles } from '../../runtime/files/offered-files.ts'
import { userStore } from '../../runtime/files/user-store.ts'
import { secrets } from '../../runtime/secrets.ts'
import { stateFolder } from '../../runtime/state-folder.ts'
import { ExportedBench } from '../../transport/exporter/exported-bench.ts'
import type { ExporterEvent } from '../../transport/exporter/exporter-event.ts'
import { tokenFromFile } from '../../transport/served/access-token.ts'
import { isLocal } from '../../transport/served/listen-address.ts'
import { serveBench } from '../../transport/served/serve.ts'
import { type Certificate, fingerprintOf } from '../../transport/tls/own-certificate.ts'
import { EXIT } from '../exit-codes.ts'
import { BenchReload } from '../exporter/bench-reload.ts'
import { certificateFor, type Encryption } from '../exporter/exporter-certificate.ts'
import { openLog } from '../exporter/exporter-log.ts'
import { type ExporterOptions, readSettings } from '../exporter/exporter-settings.ts'
import { type ExporterWatch, watchExporter } from '../exporter/exporter-watch.ts'
import { namedExporters } from '../exporter/named-exporters.ts'
import { listenForStop, type StopRequest } from '../exporter/stop-request.ts'
import { versions } from '../exporter/versions.ts'
import type { Terminal } from '../terminal.ts'
import { exporterTokenFile } from '../user-folders.ts'

/** How a bench is exported. */
export interface ExporterCommand extends Encryption, ExporterOptions {
  readonly benchFile: string
  readonly tokenFile?: string
}

/** Serves a bench until it is told to end; then everything is powered off. Resolves to the exit code. */
export async function serveExporter(command: ExporterCommand, terminal: Terminal): Promise<number> {
  const settings = readSettings(command)
  const { listen, grace } = settings
  const certificate = await certificateFor(listen, command, stateFolder(terminal.env))
  if (certificate === undefined && !isLocal(listen)) terminal.stderr.write(OPEN_DOOR)
  const listeners = [await openLog(settings.log, terminal.stderr)]
  const event = (happened: ExporterEvent) => {
    for (const hear of listeners) hear(happened)
  }
  const files = userStore(terminal.env, settings.cacheSize)
  const stop = listenForStop()
  const read = () => readBench(resolve(command.benchFile), builtInRegistry())
  const first = read()
  await using bench = new ExportedBench(benchOf(first), {
    ...{ event, files, exit: (reason) => stop.fail(reason), versions: versions() },
    exporters: namedExporters(terminal.env),
  })
  const tokenFile = listen.kind === 'tcp' ? tokenFileOf(command, terminal) : undefined
  await using server = await serveBench((client) => bench.connect(client), {
    ...{ listen, grace, event, files, ...(tokenFile === undefined ? {} : { token: tokenIn(tokenFile) }) },
    ...(certificate === undefined ? {} : { certificate }),
    offered: new OfferedFiles(files, settings.images),
    refusal: ({ group }) => (stop.isAsked && !bench.isUsedBy(group) ? exporterEnds() : undefined),
  })
  const watched = { bench, server, isEnding: () => stop.isAsked }
  await using watch =
    settings.metrics === undefined ? undefined : await watchExporter(settings.metrics, watched, listeners)
  using _reload = new BenchReload(bench, { first, read }, terminal.stdout)
  terminal.stdout.write(greeting(bench, { url: server.url, certificate, watch, tokenFile }))
  const { failure } = await stop.asked
  await drain(bench, { stop, milliseconds: failure === undefined ? settings.drain : 0 }, terminal)
  terminal.stdout.write('Ending: sessions are closed and everything is powered off.\n')
  return failure === undefined ? EXIT.passed : EXIT.lab
}

const OPEN_DOOR =
  'warning: --insecure: the token and all data cross the network in the clear, for everybody between to read.\n'

function tokenFileOf({ tokenFile }: ExporterCommand, { env }: Terminal): string {
  return resolve(tokenFile ?? exporterTokenFile(env))
}

/** The token, which no log shows. */
function tokenIn(file: string): string {
  const token = tokenFromFile(file)
  secrets.add(token)
  return token
}

interface Facts {
  readonly url: string
  readonly certificate: Certificate | undefined
  readonly watch: ExporterWatch | undefined
  readonly tokenFile: string | undefined
}

function greeting({ description }: ExportedBench, { url, certificate, watch, tokenFile }: Facts): string {
  const devices = description.devices.map(
    ({ name, abilities }) => `  ${name}: ${abilities.map((ability) => ability.name).join(', ')}`,
  )
  const lines = [
    `Serving ${description.file} at ${url}`,
    ...devices,
    certificate && `Fingerprint ${fingerprintOf(certificate)}`,
    watch && `Metrics at ${watch.url}/metrics`,
    tokenFile && `Clients show the token in ${tokenFile}`,
  ]
  return lines
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n`)
    .join('')
}

/** Lets the session that is open go on for a while; a second signal ends it at once. */
async function drain(
  bench: ExportedBench,
  { stop, milliseconds }: { readonly stop: StopRequest; readonly milliseconds: number },
  { stdout }: Terminal,
): Promise<void> {
  bench.close(exporterEnds())
  if (bench.user === undefined || milliseconds === 0) return
  stdout.write(
    `No new sessions. ${bench.user} has ${milliseconds / 1000} s to end; ask again to end at once.\n`,
  )
  await bench.unused(AbortSignal.any([stop.hurry, AbortSignal.timeout(milliseconds)]))
}

function exporterEnds(): LabError {
  return new LabError('exporter-ending', 'The exporter was told to end, and begins no sessions.', {
    hint: 'Wait until it runs again.',
  })
}
