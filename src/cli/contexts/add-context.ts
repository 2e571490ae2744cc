import type { Command } from 'commander'
import type { SetExitCode } from '../set-exit-code.ts'
import type { Terminal } from '../terminal.ts'
import type { Context } from './context-file.ts'

const EXAMPLES = `
Examples:
  hil context add lab wss://lab.example:7070 --token-file ~/lab-token
  hil context use lab
  hil call board.power.state --context desk
`

/** Adds the commands that give exporters names. */
export function addContextCommands(program: Command, terminal: Terminal, exit: SetExitCode): void {
  const context = program
    .command('context')
    .description('give exporters names')
    .addHelpText('after', EXAMPLES)
  context
    .command('add')
    .description('give an exporter a name; the first one is in use at once')
    .argument('<name>', 'what you call it')
    .argument('<url>', 'ws://HOST:PORT, wss://HOST:PORT, HOST:PORT, or the path of a unix socket')
    .option('--token-file <file>', 'the file with its token')
    .option('--fingerprint <fingerprint>', 'what its certificate must have; pinned at first use without it')
    .action(async (name: string, url: string, options: Omit<Context, 'url'>) => {
      const { addContext } = await import('./context.ts')
      exit(addContext(name, { url, ...options }, terminal))
    })
  context
    .command('use')
    .description('use it in every command that is told no other')
    .argument('<name>')
    .action(async (name: string) => exit((await import('./context.ts')).useContext(name, terminal)))
  context
    .command('list')
    .description('list them; the one in use has a star')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) =>
      exit((await import('./context.ts')).listContexts(options, terminal)),
    )
  context
    .command('remove')
    .description('forget one')
    .argument('<name>')
    .action(async (name: string) => exit((await import('./context.ts')).removeContext(name, terminal)))
}
