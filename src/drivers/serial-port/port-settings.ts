import { z } from 'zod'
import { baudRate } from '../../runtime/units.ts'

/** How bytes are put on a serial line. */
export const portSettings = {
  baudRate: baudRate().default(115_200).describe('Any rate that the port can do.'),
  dataBits: z
    .union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)])
    .default(8)
    .describe('Bits of a character.'),
  parity: z.enum(['none', 'even', 'odd', 'mark', 'space']).default('none').describe('The parity bit.'),
  stopBits: z
    .union([z.literal(1), z.literal(1.5), z.literal(2)])
    .default(1)
    .describe('Stop bits.'),
  flowControl: z
    .enum(['none', 'hardware', 'software'])
    .default('none')
    .describe('hardware: RTS and CTS; software: XON and XOFF.'),
  dtr: z.boolean().optional().describe('State of DTR after opening; as the system leaves it if left out.'),
  rts: z.boolean().optional().describe('State of RTS after opening; as the system leaves it if left out.'),
}

/** The settings of a line, as drivers get them. */
export interface PortSettings {
  readonly baudRate: number
  readonly dataBits: 5 | 6 | 7 | 8
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space'
  readonly stopBits: 1 | 1.5 | 2
  readonly flowControl: 'none' | 'hardware' | 'software'
  readonly dtr?: boolean | undefined
  readonly rts?: boolean | undefined
}
