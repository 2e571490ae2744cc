import type { Command } from 'commander'
import type { ExporterCommand } from '../commands/exporter.ts'
import type { SetExitCode } from '../set-exit-code.ts'
import type { Terminal } from '../terminal.ts'

/** Adds the commands about exporters. */
export function addExporter(program: Command, terminal: Terminal, exit: SetExitCode): void {
  const exporter = program.command('exporter').description('serve the bench of this machine to others')
  exporter
    .command('serve')
    .description('open the bench for clients until Ctrl-C')
    .argument('[bench]', 'bench file', 'bench.yaml')
    .option('--listen <address>', 'HOST:PORT, or the path of a unix socket', '127.0.0.1:7070')
    .option('--token-file <file>', 'the token that clients show; written if it is not there')
    .option('--grace <seconds>', 'how long a session outlives its connection', '30')
    .option('--drain <seconds>', 'how long an open session may go on after Ctrl-C', '30')
    .option('--metrics <address>', 'HOST:PORT for /metrics (Prometheus) and /healthz')
    .option('--log <format>', 'text, or json for log collectors', 'text')
    .option('--log-level <level>', 'debug (every call), info, warn or error', 'info')
    .option('--cache-size <size>', 'how much the files of clients may take on this machine', '10GiB')
    .option(
      '--images <folder>',
      'files that other exporters may have by name; they may have what is kept anyway',
    )
    .option('--tls', 'encrypt connections of this machine, too; those of other machines are')
    .option('--cert <file>', 'PEM file of the certificate to show, with --key; a self-signed one without it')
    .option('--key <file>', 'PEM file of its key')
    .option('--insecure', 'serve other machines without encryption')
    .addHelpText(
      'after',
      '\nExamples:\n  hil exporter serve lab/bench.yaml\n  hil run suites --exporter ws://127.0.0.1:7070',
    )
    .action(async (benchFile: string, options: Omit<ExporterCommand, 'benchFile'>) => {
      const { serveExporter } = await import('../commands/exporter.ts')
      exit(await serveExporter({ benchFile, ...options }, terminal))
    })
  exporter
    .command('describe')
    .description('tell what a bench offers: devices, drivers, interfaces with their members')
    .argument('[bench]', 'bench file', 'bench.yaml')
    .option('--json', 'as data, with the JSON Schema of every parameter and result')
    .action(async (benchFile: string, { json = false }: { readonly json?: boolean }) => {
      const { describeExporter } = await import('../commands/describe-exporter.ts')
      exit(describeExporter({ benchFile, json }, terminal))
    })
}
