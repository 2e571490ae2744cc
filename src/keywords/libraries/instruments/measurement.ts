import { DeviceError } from '../../../runtime/errors.ts'
import {
  MEASURED_UNITS,
  type MeasuredQuantity,
  measurement,
} from '../../../runtime/interfaces/measurement.ts'
import { current, frequency, resistance, temperature, voltage } from '../../../runtime/units.ts'
import { ArgumentProblem, type ArgumentType, fromSchema, show } from '../../catalogue/argument-type.ts'
import { generateKeywords, titleOf } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, type LooseKeyword, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'

/** What keywords of their own measure, and what a limit of it is written as. */
const LIMITS: Readonly<Partial<Record<MeasuredQuantity, ArgumentType<number>>>> = {
  'dc-voltage': fromSchema(voltage(), 'voltage'),
  'ac-voltage': fromSchema(voltage(), 'voltage'),
  'dc-current': fromSchema(current(), 'current'),
  'ac-current': fromSchema(current(), 'current'),
  resistance: fromSchema(resistance(), 'resistance'),
  frequency: fromSchema(frequency(), 'frequency'),
  temperature: fromSchema(temperature(), 'temperature'),
}

const keywords = Object.entries(LIMITS).flatMap(([quantity, type]) =>
  keywordsOf(quantity as MeasuredQuantity, type),
)

/** Keywords for meters. */
export const measurementLibrary = defineLibrary('Measurement', measurement.doc, [
  ...keywords,
  ...generateKeywords(measurement),
])

function keywordsOf(quantity: MeasuredQuantity, type: ArgumentType<number>): LooseKeyword[] {
  const title = titleOf(quantity)
  const words = quantity.replace('-', ' ')
  const unit = MEASURED_UNITS[quantity]
  const range = optional(
    'range',
    largest(type),
    undefined,
    'Largest value expected; the meter chooses if left out.',
  )
  return [
    defineKeyword({
      name: `Measure ${title}`,
      phrases: [`Measure ${words} [in range {range}]`],
      doc: `Measures the ${words} with a meter; returns the value in ${unit}.`,
      interface: 'measurement',
      arguments: [range],
      run: (values, context) => measured(quantity, values.range, context),
    }),
    defineKeyword({
      name: `${title} Should Be Between`,
      phrases: [
        `${words[0]?.toUpperCase()}${words.slice(1)} should be between {low} and {high} [in range {range}]`,
      ],
      doc: `Measures the ${words} with a meter and fails unless it lies between two values. Returns the value in ${unit}.`,
      interface: 'measurement',
      arguments: [
        arg('low', type, 'The lowest value allowed.'),
        arg('high', type, 'The highest value allowed.'),
        range,
      ],
      run: async ({ low, high, range: most }, context) => {
        const value = await measured(quantity, most, context)
        if (value >= low && value <= high) return value
        const message = `The ${words} is ${value} ${unit}; expected between ${low} ${unit} and ${high} ${unit}.`
        throw new DeviceError('out-of-limits', message)
      },
    }),
  ]
}

/** Instruments choose a range by a size, which has no sign. */
function largest(type: ArgumentType<number>): ArgumentType<number> {
  return {
    ...type,
    convert: (value) => {
      const converted = type.convert(value)
      if (converted > 0) return converted
      throw new ArgumentProblem(`expected a ${type.name} above 0, got ${show(value)}`)
    },
  }
}

async function measured(
  quantity: MeasuredQuantity,
  range: number | undefined,
  context: KeywordContext,
): Promise<number> {
  const { value } = await context.device().measurement.measure(quantity, {
    ...(range === undefined ? {} : { range }),
    signal: context.signal,
  })
  return value
}
