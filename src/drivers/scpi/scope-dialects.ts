/** How makers of oscilloscopes differ where SCPI leaves it to them. */
export interface ScopeDialect {
  /** The question for a property of a channel. */
  measure(property: string, channel: number): string
  /** The question whose answer tells whether a single acquisition is over. */
  readonly triggered: { readonly question: string; isOver(answer: string): boolean }
  /** Volts of one sample. */
  volts(sample: number, scale: Scale): number
  readonly frames: { readonly format: string; readonly preamble: string; readonly data: string }
}

/** What the preamble of a waveform says about its samples. */
export interface Scale {
  readonly increment: number
  readonly origin: number
  readonly reference: number
}

const COMMON = { format: ':WAV:FORM BYTE', preamble: ':WAV:PRE?', data: ':WAV:DATA?' }

/** The dialects by their names in the bench file. */
export const SCOPE_DIALECTS = {
  keysight: {
    measure: (property, channel) => `:MEAS:${property}? CHAN${channel}`,
    // Bit 3 of the operation register: it runs.
    triggered: { question: ':OPER:COND?', isOver: (answer) => (Number(answer) & 8) === 0 },
    volts: (sample, { increment, origin, reference }) => (sample - reference) * increment + origin,
    frames: COMMON,
  },
  rigol: {
    measure: (property, channel) => `:MEAS:ITEM? ${property},CHAN${channel}`,
    triggered: { question: ':TRIG:STAT?', isOver: (answer) => answer === 'STOP' },
    volts: (sample, { increment, origin, reference }) => (sample - origin - reference) * increment,
    frames: COMMON,
  },
} satisfies Readonly<Record<string, ScopeDialect>>
