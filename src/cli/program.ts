import { Command, Option } from 'commander'
import type { CheckCommand } from './commands/check.ts'
import { addContextCommands } from './contexts/add-context.ts'
import { addConvert } from './convert/add-convert.ts'
import { addDoors } from './doors/add-doors.ts'
import { addExporter } from './exporter/add-exporter.ts'
import { addFlash } from './flash/add-flash.ts'
import { addKeywords } from './keyword-pages/add-keywords.ts'
import type { SetExitCode } from './set-exit-code.ts'
import { giveTags, type TagOptions, tagOptions } from './tag-options.ts'
import type { Terminal } from './terminal.ts'
import {
  giveVariables,
  type VariableOptions,
  variableFileOption,
  variableOption,
} from './variable-options.ts'

interface CheckOptions extends Omit<CheckCommand, 'paths' | 'benchFile'>, VariableOptions {
  readonly bench?: string
}

interface RunOptions extends VariableOptions, TagOptions {
  readonly config?: string
  readonly exporter?: string
  readonly context?: string
  readonly dryrun?: boolean
}

const EXAMPLES = `
Examples:
  hil run                              run all suites and specs of the project
  hil run suites/boot.hil:12           run the test at line 12
  hil run --grep smoke --workers 2     any option of Playwright works
  hil check suites                     find mistakes without touching a device
  hil format                           lay suites out in the canonical way
  hil keywords serial                  keywords that have to do with "serial"
  hil devices                          what the bench has
  hil call board.power.cycle           use one ability of a device
  hil report                           open the report of the last run
  hil init my-lab                      start a new project

Exit codes: 0 all passed · 1 a test failed · 2 wrong usage or mistakes in suites · 3 the lab failed · 130 interrupted
`

/** Makes the command line; commands load their code when they run. */
export function createProgram(terminal: Terminal, version: string, exit: SetExitCode): Command {
  const program = new Command('hil')
  program
    .description('Hardware tests that read like plain English and run like Playwright.')
    .version(version)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    })
    .showSuggestionAfterError()
  addRun(program, terminal, exit)
  addCheck(program, terminal, exit)
  addFormat(program, terminal, exit)
  addConvert(program, terminal, exit)
  addExporter(program, terminal, exit)
  addContextCommands(program, terminal, exit)
  addDoors(program, terminal, exit)
  addFlash(program, terminal, exit)
  addKeywords(program, terminal, exit)
  addOthers(program, terminal, exit)
  return program
}

function addRun(program: Command, terminal: Terminal, exit: SetExitCode): void {
  const run = program
    .command('run')
    .description('check the suites, then run them with Playwright')
    .argument(
      '[paths-and-options...]',
      'suites, specs or folders (FILE:LINE for one test), and any option of "playwright test"',
    )
    .option('-c, --config <file>', 'configuration; playwright.config.ts of this folder if left out')
    .addOption(variableOption())
    .addOption(variableFileOption())
    .option(
      '--exporter <url>',
      'use the bench of an exporter, as in ws://127.0.0.1:7070; HIL_EXPORTER if left out',
    )
    .option('--context <name>', 'use the bench of an exporter by the name you gave it')
    .option('--dryrun', 'find mistakes and run nothing, as "hil check" does')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText(
      'after',
      '\nExamples:\n  hil run suites\n  hil run suites/boot.hil:12 --retries 1\n  hil run --grep smoke --reporter=line\n\nAll options: npx playwright test --help',
    )
    .action(async (args: string[], { config, exporter, context, dryrun, ...given }: RunOptions) => {
      await giveVariables(given)
      await giveTags(given)
      const { dryRun, runSuites } = await import('./commands/run.ts')
      exit(await (dryrun ? dryRun(args, terminal) : runSuites({ args, config, exporter, context }, terminal)))
    })
  for (const option of tagOptions()) run.addOption(option)
}

function addCheck(program: Command, terminal: Terminal, exit: SetExitCode): void {
  program
    .command('check')
    .description('find every mistake in suites and the bench file; no device is touched')
    .argument('[paths...]', 'suites or folders; this folder if left out')
    .option('--bench <file>', 'bench file to check against; bench.yaml if it is there')
    .addOption(variableOption())
    .addOption(variableFileOption())
    .option('--fix', 'write the fixes that cannot change what a suite does')
    .option('--strict', 'end with 2 for warnings too')
    .addOption(
      new Option('--format <form>', 'how to tell what was found')
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  hil check\n  hil check suites/boot.hil --bench lab/bench.yaml\n  hil check --fix\n  hil check --strict --format sarif > hil.sarif',
    )
    .action(
      async (paths: string[], { bench: benchFile, variable, variablefile, ...options }: CheckOptions) => {
        await giveVariables({ variable, variablefile })
        const { checkSuites } = await import('./commands/check.ts')
        exit(await checkSuites({ paths, benchFile, ...options }, terminal))
      },
    )
}

function addFormat(program: Command, terminal: Terminal, exit: SetExitCode): void {
  program
    .command('format')
    .description('lay suites and resource files out in the one canonical way')
    .argument('[paths...]', 'files or folders, or - for the standard input; this folder if left out')
    .option('--check', 'change nothing; list the files that would change and end with 1 if there are any')
    .option('--diff', 'change nothing; show what would change')
    .option('--stdin-file <file>', 'the name of the file that the standard input holds')
    .addHelpText(
      'after',
      '\nExamples:\n  hil format\n  hil format --check suites\n  hil format --stdin-file suites/boot.hil - < draft.hil',
    )
    .action(async (paths: string[], options: { check?: boolean; diff?: boolean; stdinFile?: string }) => {
      const { formatFiles } = await import('./commands/format.ts')
      exit(await formatFiles({ paths, ...options }, terminal))
    })
}

function addOthers(program: Command, terminal: Terminal, exit: SetExitCode): void {
  program
    .command('report')
    .description('open the HTML report of the last run')
    .argument('[folder]', 'where the report is', 'hil-report')
    .option('--host <host>', 'host to serve it on')
    .option('--port <port>', 'port to serve it on')
    .action(async (folder: string, options: { host?: string; port?: string }) => {
      const { openReport } = await import('./commands/report.ts')
      exit(await openReport(folder, options))
    })
  program
    .command('init')
    .description('start a new project: configuration, bench.yaml and a first suite that passes')
    .argument('[folder]', 'where; this folder if left out', '.')
    .action(async (folder: string) => {
      const { initProject } = await import('./commands/init.ts')
      exit(initProject(folder, terminal))
    })
  program
    .command('model')
    .description('print the row-stage tree of suites as JSON (robot-model/1)')
    .argument('<paths...>', 'suites, resource files or folders')
    .option('--json', 'as JSON, which is the only form')
    .option('--lines', 'add the line of each test, keyword and step')
    .action(async (paths: string[], options: { lines?: boolean }) => {
      const { printModel } = await import('./commands/model.ts')
      exit(printModel(paths, options.lines ?? false, terminal))
    })
}
