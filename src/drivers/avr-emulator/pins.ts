export type PortName = 'B' | 'C' | 'D'

/** A digital pin of the chip, as the datasheet names it. */
export interface Pin {
  readonly name: string
  readonly port: PortName
  readonly bit: number
}

/** Pins that a bench can reach: PD0 and PD1 are the UART, PB6 and PB7 the crystal, PC6 is the reset. */
export const PINS: readonly Pin[] = [...pinsOf('B', 0, 5), ...pinsOf('C', 0, 5), ...pinsOf('D', 2, 7)]

/** Number of analog channels; ADC0 to ADC5 share the pins PC0 to PC5, ADC6 and ADC7 are analog only. */
export const ADC_CHANNELS = 8

/** The pin that the board's LED hangs on. */
export const LED_PIN = 'PB5'

/** Name of the node that a voltage is applied to: the pin that an analog channel shares, or the channel itself. */
export function nodeOfChannel(channel: number): string {
  return channel <= 5 ? `PC${channel}` : `ADC${channel}`
}

function pinsOf(port: PortName, first: number, last: number): Pin[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    name: `P${port}${first + index}`,
    port,
    bit: first + index,
  }))
}
