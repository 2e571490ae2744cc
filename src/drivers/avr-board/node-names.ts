import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { ADC_CHANNELS, LED_PIN, nodeOfChannel, PINS } from '../avr-emulator/pins.ts'

/** The supply, as a place to measure at. */
export const SUPPLY_NODE = 'VCC'

const PIN_NAMES = namesOfPins()
const CHANNEL_NAMES = namesOfChannels()
const MEASURABLE = new Map([...PIN_NAMES, ...CHANNEL_NAMES, [SUPPLY_NODE, SUPPLY_NODE]])

/** The pin of that name: `PB5`, its Arduino name `D13`, or `LED`. An unknown name is a SuiteError that lists the pins. */
export function pinNamed(name: string, device: string): string {
  return lookUp(name, PIN_NAMES, `${device} has no pin "${name}"`, [...PIN_NAMES.keys()])
}

/** Whether a pin has that name. */
export function isPinName(name: string): boolean {
  return PIN_NAMES.has(name.trim().toUpperCase())
}

/** The node that an analog channel (`ADC0`, `A0`, or its pin `PC0`) stands for. */
export function channelNamed(name: string, device: string): string {
  return lookUp(name, CHANNEL_NAMES, `${device} has no analog channel "${name}"`, [...CHANNEL_NAMES.keys()])
}

/** The node to measure at: a pin, an analog channel or `VCC`. */
export function measurableNamed(name: string, device: string): string {
  return lookUp(name, MEASURABLE, `Nothing can be measured at "${name}" of ${device}`, [...MEASURABLE.keys()])
}

function lookUp(name: string, known: ReadonlyMap<string, string>, problem: string, names: string[]): string {
  const found = known.get(name.trim().toUpperCase())
  if (found !== undefined) return found
  const why = /^(PD[01]|D[01])$/i.test(name.trim()) ? ', which is the console’s' : ''
  const near = didYouMean(name, names)
  const list = `It has ${names.join(', ')}.`
  const hint = near === undefined || near.startsWith('Known') ? list : `${near} ${list}`
  throw new SuiteError('unknown-pin', `${problem}${why}.`, { hint })
}

function namesOfPins(): Map<string, string> {
  const own = PINS.map((pin) => [pin.name, pin.name] as const)
  const arduino = PINS.map(({ name, port, bit }) => {
    const alias = port === 'C' ? `A${bit}` : `D${port === 'B' ? bit + 8 : bit}`
    return [alias, name] as const
  })
  return new Map([...own, ...arduino, ['LED', LED_PIN]])
}

function namesOfChannels(): Map<string, string> {
  const channels = Array.from({ length: ADC_CHANNELS }, (_, channel) => channel)
  return new Map([
    ...channels.map((channel) => [`ADC${channel}`, nodeOfChannel(channel)] as const),
    ...channels.map((channel) => [`A${channel}`, nodeOfChannel(channel)] as const),
    ...PINS.filter((pin) => pin.port === 'C').map((pin) => [pin.name, pin.name] as const),
  ])
}
