import type { Command } from 'commander'
import { addDoorOptions } from '../doors/door-options.ts'
import type { SetExitCode } from '../set-exit-code.ts'
import type { Terminal } from '../terminal.ts'
import type { FlashCommand } from './flash.ts'

const EXAMPLES = `
Examples:
  hil flash board build/app.hex
  hil flash board disk.img --exporter ws://127.0.0.1:7070
  hil flash board https://host.example/app.hex --sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
`

/** Adds the command that writes an image to a device. */
export function addFlash(program: Command, terminal: Terminal, exit: SetExitCode): void {
  addDoorOptions(program.command('flash').description('write an image to what a device boots from'))
    .argument('<device>', 'name of the device')
    .argument(
      '<file>',
      'the image: a file of this machine, or a URL that the machine of the bench fetches, also exporter://NAME/FILE',
    )
    .option('--storage <name>', 'which storage, where the device has several', 'storage')
    .option('--sha256 <digest>', 'what the image must have; a URL needs it, or "none" to go without')
    .option(
      '--bmap <file>',
      'a block map of the image, or "none"; one beside it, such as disk.bmap, is found by itself',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (device: string, file: string, options: Omit<FlashCommand, 'device' | 'file'>) => {
      const { flashDevice } = await import('./flash.ts')
      exit(await flashDevice({ device, file, ...options }, terminal))
    })
}
