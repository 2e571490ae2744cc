import type { Command } from 'commander'
import type { ConvertRequest } from '../commands/convert.ts'
import type { SetExitCode } from '../set-exit-code.ts'
import type { Terminal } from '../terminal.ts'

/** Adds `hil convert`. */
export function addConvert(program: Command, terminal: Terminal, exit: SetExitCode): void {
  program
    .command('convert')
    .description('turn suites of Robot Framework into .hil, and say line by line what could not be carried')
    .argument('<paths...>', 'files that end in .robot or .resource, or folders with some')
    .option('--to <folder>', 'where to write; beside the sources if left out')
    .option('--dry-run', 'write nothing')
    .option('--json', 'the report as JSON')
    .option('--force', 'replace files that are there')
    .addHelpText(
      'after',
      '\nExamples:\n  hil convert suite.robot\n  hil convert robot/ --to suites --dry-run',
    )
    .action(async (paths: string[], options: Omit<ConvertRequest, 'paths'>) => {
      const { convertSuites } = await import('../commands/convert.ts')
      exit(convertSuites({ paths, ...options }, terminal))
    })
}
