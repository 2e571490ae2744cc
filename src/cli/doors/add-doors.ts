import type { Command } from 'commander'
import type { CallCommand } from '../call/call.ts'
import type { ConsoleCommand } from '../console/console.ts'
import type { ScreenCommand } from '../screen/screen.ts'
import type { SetExitCode } from '../set-exit-code.ts'
import type { Terminal } from '../terminal.ts'
import type { DevicesCommand } from './devices.ts'
import { addDoorOptions, type DoorOptions } from './door-options.ts'

/** Adds the commands that use a bench from the shell. */
export function addDoors(program: Command, terminal: Terminal, exit: SetExitCode): void {
  addDevices(program, terminal, exit)
  addCall(program, terminal, exit)
  addConsole(program, terminal, exit)
  addForward(program, terminal, exit)
  addScreen(program, terminal, exit)
  addShell(program, terminal, exit)
}

function addDevices(program: Command, terminal: Terminal, exit: SetExitCode): void {
  addDoorOptions(program.command('devices').description('list the devices of a bench, and who uses it'))
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  hil devices\n  hil devices --exporter ws://127.0.0.1:7070 --json')
    .action(async (options: DevicesCommand) => {
      const { listDevices } = await import('./devices.ts')
      exit(await listDevices(options, terminal))
    })
}

const CALL_EXAMPLES = `
Examples:
  hil call board.power.cycle --off-time 2s
  hil call board.gpio.read PB5
  hil call board.power.readings --every 100ms --count 5 --json
  hil call board.power.cycle --help    what it does, and its options

A call is a session of its own: what it switched on is off again afterwards. To go on where the last call ended, call
from a shell that holds the bench: hil shell
`

function addCall(program: Command, terminal: Terminal, exit: SetExitCode): void {
  const command = program
    .command('call')
    .description('use one ability of a device, as in board.power.cycle')
    .argument('[target]', 'DEVICE.INTERFACE.MEMBER')
    .argument('[values...]', 'its parameters in order, and its options as in --off-time 2s')
  addDoorOptions(command)
    .option('--json', 'print results as JSON')
    .option('--count <number>', 'end after so many items')
    .option('-o, --output <file>', 'write bytes to a file')
    .helpOption(false)
    .option('-h, --help', 'display help for command, or for the target that is named')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText('after', CALL_EXAMPLES)
    .action(
      async (
        target: string | undefined,
        values: string[],
        options: Omit<CallCommand, 'target' | 'values'> & { help?: boolean },
      ) => {
        if (target === undefined) return command.help({ error: options.help !== true })
        const { callMember } = await import('../call/call.ts')
        exit(await callMember({ target, values, ...options }, terminal))
      },
    )
}

function addConsole(program: Command, terminal: Terminal, exit: SetExitCode): void {
  addDoorOptions(
    program
      .command('console')
      .description('connect this terminal with the console of a device; Ctrl-] q leaves')
      .argument('<device>', 'the device, or one of its streams as in board.console'),
  )
    .option('--power', 'supply power first')
    .option('--read-only', 'look on only, also while somebody else uses the device')
    .option('--log <file>', 'add everything that the device says to a file')
    .addHelpText(
      'after',
      '\nExamples:\n  hil console board --power\n  hil console board --read-only --log board.log\n  echo help | hil console board --power',
    )
    .action(async (target: string, options: Omit<ConsoleCommand, 'target'>) => {
      const { showConsole } = await import('../console/console.ts')
      exit(await showConsole({ target, ...options }, terminal))
    })
}

function addForward(program: Command, terminal: Terminal, exit: SetExitCode): void {
  addDoorOptions(
    program
      .command('forward')
      .description('offer a console, or a port that a device has, on this machine until Ctrl-C')
      .argument('<stream>', 'the device, or what is offered of it as in board.console or board.ssh')
      .argument('<place>', 'PORT or HOST:PORT to listen on, 0 for any that is free; unix:PATH; pty:PATH')
      .argument('[values...]', 'parameters, as in: board.endpoints 8080 web'),
  )
    .option('--power', 'supply power first')
    .addHelpText(
      'after',
      '\nExamples:\n  hil forward board.console 2222 --power\n  hil forward board.console pty:/tmp/board --power\n  hil forward board.ssh 2222\n  hil forward board.endpoints 8080 web',
    )
    .action(
      async (
        target: string,
        listen: string,
        values: string[],
        options: DoorOptions & { power?: boolean },
      ) => {
        const { forwardStream } = await import('../forward/forward.ts')
        exit(await forwardStream({ target, listen, values, ...options }, terminal))
      },
    )
}

function addScreen(program: Command, terminal: Terminal, exit: SetExitCode): void {
  addDoorOptions(
    program
      .command('screen')
      .description('show the screen of a device in a browser on this machine until Ctrl-C')
      .argument('<device>', 'the device, or one of its screens by name'),
  )
    .option('--port <number>', 'port to serve the page at; any that is free if left out')
    .option('--power', 'supply power first')
    .addHelpText('after', '\nExamples:\n  hil screen board --power\n  hil screen board --port 8080')
    .action(async (target: string, options: Omit<ScreenCommand, 'target'>) => {
      const { showScreen } = await import('../screen/screen.ts')
      exit(await showScreen({ target, ...options }, terminal))
    })
}

const SHELL_EXAMPLES = `
Examples:
  hil shell                                    type keywords, such as: Power Cycle    off_time=2 s
  hil shell -- sh -c 'hil call board.power.on && hil call board.gpio.read PB5'
  hil shell --exporter ws://127.0.0.1:7070 -- pytest

The exit code is that of the command, or 128 and the number of the signal that ended it.
`

function addShell(program: Command, terminal: Terminal, exit: SetExitCode): void {
  addDoorOptions(
    program
      .command('shell')
      .description('hold the bench, and type keywords or run a command that uses it')
      .argument('[command...]', 'behind --: the command and its arguments; a prompt without it'),
  )
    .addHelpText('after', SHELL_EXAMPLES)
    .action(async (command: string[], options: DoorOptions) => {
      const { openShell } = await import('../shell/shell.ts')
      exit(await openShell({ command, ...options }, terminal))
    })
}
