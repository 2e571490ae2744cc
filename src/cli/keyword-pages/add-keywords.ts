import type { Command } from 'commander'
import type { KeywordsCommand } from '../commands/keywords.ts'
import type { SetExitCode } from '../set-exit-code.ts'
import type { Terminal } from '../terminal.ts'

const EXAMPLES = `
Examples:
  hil keywords                              every library and resource of this project
  hil keywords serial                       keywords that have to do with "serial"
  hil keywords "Read Serial Until"          all about one
  hil keywords Collections "Power *"        a whole library, and keywords by a pattern
  hil keywords suites/login.resource        a resource file, a suite, or a library in TypeScript
  hil keywords --html keywords.html         everything as one page that can be searched
  hil keywords Collections --json lib.json  as Robot Framework's libdoc writes it

Ends with 2 if there is none of a name, or a file has mistakes.`

/** Adds `hil keywords`. */
export function addKeywords(program: Command, terminal: Terminal, exit: SetExitCode): void {
  program
    .command('keywords')
    .description('documentation of the keywords that suites can call: here, as a page, as JSON')
    .argument(
      '[names...]',
      'libraries, keywords, patterns such as "Power *", words, files, Remote::URL; all there is if left out',
    )
    .option('--html <file>', 'write one HTML file, with everything in it, that can be searched')
    .option('--json [file]', 'as JSON, to a file that ends in .json or to the standard output')
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: Omit<KeywordsCommand, 'names'>) => {
      const { showKeywords } = await import('../commands/keywords.ts')
      exit(showKeywords({ names, ...options }, terminal))
    })
}
