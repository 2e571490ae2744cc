import type { Command } from 'commander'
import type { NamedExporter } from '../exporter/exporter-address.ts'

/** Which bench a command speaks to: that of an exporter, or of a file on this machine. */
export interface DoorOptions extends NamedExporter {
  /** The bench file of this machine that is opened where no exporter was named. */
  readonly bench?: string | undefined
}

/** Adds the options that say which bench a command speaks to. */
export function addDoorOptions(command: Command): Command {
  return command
    .option(
      '--exporter <url>',
      'the exporter of the bench, as in ws://127.0.0.1:7070; HIL_EXPORTER if left out',
    )
    .option('--context <name>', 'the exporter by the name you gave it; the one in use if left out')
    .option('--bench <file>', 'bench file to open where no exporter was named', 'bench.yaml')
}
