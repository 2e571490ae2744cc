import { type TrialCommands, TrialInstrument } from '../scpi/trial-instrument.ts'

/** One output of a supply in the hands of a test. */
export interface TrialOutput {
  voltage: number
  limit: number
  on: boolean
  overVoltage: number
  overCurrent: number
  tripped: 'no' | 'over-voltage' | 'over-current'
  /** What hangs on it, in ohm. */
  load: number
}

/** A supply of a test, with a load on each of its outputs. */
export interface TrialSupply {
  readonly instrument: TrialInstrument
  readonly outputs: readonly [TrialOutput, TrialOutput]
  /** Takes settings and does something else. */
  fault: 'lies' | undefined
}

/** The most that it can give, in volts. */
const MOST = 30
const OUT_OF_RANGE = -222

/** Makes a supply with two outputs that knows the commands of SCPI itself and those of Rigol. */
export function createTrialSupply(): TrialSupply {
  const outputs = [createOutput(), createOutput()] as const
  let chosen = 0
  const channel = (written = '') => {
    const number = /^(?:CH)?(\d)$/.exec(written)?.[1]
    return outputs[number === undefined ? chosen : Number(number) - 1] ?? outputs[0]
  }
  const set = (key: 'voltage' | 'limit') => (output: TrialOutput, value: string) => {
    if (key === 'voltage' && Number(value) > MOST) return OUT_OF_RANGE
    if (supply.fault === undefined) output[key] = Number(value)
    return undefined
  }
  const choose = (number = '1'): undefined => {
    chosen = Number(number) - 1
  }
  const supply: TrialSupply = {
    instrument: new TrialInstrument({
      'INSTrument:NSELect': ([number]) => choose(number),
      ...standardCommands(channel, set),
      ...rigolCommands(channel, set),
    }),
    outputs,
    fault: undefined,
  }
  return supply
}

type Setter = (key: 'voltage' | 'limit') => (output: TrialOutput, value: string) => number | undefined

function standardCommands(output: (written?: string) => TrialOutput, set: Setter): TrialCommands {
  const protection = (
    head: string,
    cause: 'over-voltage' | 'over-current',
    key: 'overVoltage' | 'overCurrent',
  ) => ({
    [`${head}:PROTection`]: ([value]: readonly string[]) => put(output(), { [key]: Number(value) }),
    [`${head}:PROTection:STATe`]: () => undefined,
    [`${head}:PROTection:TRIPped?`]: () => (output().tripped === cause ? '1' : '0'),
    [`${head}:PROTection:CLEar`]: () => put(output(), { tripped: 'no' }),
  })
  return {
    VOLTage: ([value = '']) => set('voltage')(output(), value),
    'VOLTage?': () => exponent(output().voltage),
    CURRent: ([value = '']) => set('limit')(output(), value),
    'CURRent?': () => exponent(output().limit),
    OUTPut: ([of, state = of]) => switchOutput(output(of), state === 'ON'),
    'OUTPut?': ([of]) => (output(of).on ? 'ON' : 'OFF'),
    'MEASure:VOLTage?': ([of]) => exponent(given(output(of)).volts),
    'MEASure:CURRent?': ([of]) => exponent(given(output(of)).amperes),
    ...protection('VOLTage', 'over-voltage', 'overVoltage'),
    ...protection('CURRent', 'over-current', 'overCurrent'),
  }
}

function rigolCommands(channel: (written?: string) => TrialOutput, set: Setter): TrialCommands {
  const protection = (
    head: string,
    cause: 'over-voltage' | 'over-current',
    key: 'overVoltage' | 'overCurrent',
  ) => ({
    [`OUTPut:${head}:VALue`]: ([of, value]: readonly string[]) => put(channel(of), { [key]: Number(value) }),
    [`OUTPut:${head}`]: () => undefined,
    [`OUTPut:${head}:QUES?`]: ([of]: readonly string[]) => (channel(of).tripped === cause ? 'YES' : 'NO'),
    [`OUTPut:${head}:CLEAR`]: ([of]: readonly string[]) => put(channel(of), { tripped: 'no' }),
  })
  return {
    'SOURce#:VOLTage': ([of, value = '']) => set('voltage')(channel(of), value),
    'SOURce#:VOLTage?': ([of]) => channel(of).voltage.toFixed(3),
    'SOURce#:CURRent': ([of, value = '']) => set('limit')(channel(of), value),
    'SOURce#:CURRent?': ([of]) => channel(of).limit.toFixed(3),
    ...protection('OVP', 'over-voltage', 'overVoltage'),
    ...protection('OCP', 'over-current', 'overCurrent'),
  }
}

function put(output: TrialOutput, change: Partial<TrialOutput>): undefined {
  Object.assign(output, change)
}

function createOutput(): TrialOutput {
  return { ...{ voltage: 0, limit: 1, on: false, load: 100 }, overVoltage: 32, overCurrent: 5, tripped: 'no' }
}

function switchOutput(output: TrialOutput, on: boolean): undefined {
  output.on = on && output.tripped === 'no'
  const { volts, amperes } = given(output)
  if (volts > output.overVoltage) output.tripped = 'over-voltage'
  else if (amperes > output.overCurrent) output.tripped = 'over-current'
  if (output.tripped !== 'no') output.on = false
}

/** Voltage and current at the load: what is set, or what the limit lets through. */
function given({ on, voltage, limit, load }: TrialOutput): { volts: number; amperes: number } {
  if (!on) return { volts: 0, amperes: 0 }
  const amperes = Math.min(voltage / load, limit)
  return { volts: amperes * load, amperes }
}

function exponent(value: number): string {
  return `+${value.toExponential(6).toUpperCase()}`
}
