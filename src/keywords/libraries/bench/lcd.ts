import { DeviceError, SuiteError } from '../../../runtime/errors.ts'
import { lcd } from '../../../runtime/interfaces/lcd.ts'
import { oneOf, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { argOf, optionOf } from '../../catalogue/parameter-type.ts'

const NEEDS = { interface: 'lcd' } as const
const wanted = argOf(lcd.members.waitForText, 'text')
const row = optionOf(lcd.members.waitForText, 'row')

const keywords = [
  defineKeyword({
    name: 'Lcd Should Show',
    phrases: ['LCD should show {text} [in row {row}]'],
    doc: 'Fails unless the display shows a text at this moment. Returns all rows.',
    ...NEEDS,
    arguments: [wanted, row],
    run: ({ text: expected, row: where }, context) => waitFor(expected, { row: where, timeout: 0 }, context),
  }),
  defineKeyword({
    name: 'Wait Until Lcd Shows',
    phrases: ['Wait until LCD shows {text} [in row {row}] [within {timeout}]'],
    doc: 'Waits until the display shows a text. Returns all rows.',
    ...NEEDS,
    arguments: [wanted, optional('timeout', time, 5000, 'How long to wait at most.'), row],
    run: ({ text: expected, ...options }, context) => waitFor(expected, options, context),
  }),
  defineKeyword({
    name: 'Get Lcd Text',
    phrases: ['Read [row {row} of] the LCD'],
    doc: 'Reads what the display shows: the list of its rows, or the text of one.',
    ...NEEDS,
    arguments: [row],
    run: async ({ row: where }, context) => {
      const rows = await context.device().lcd.text({ signal: context.signal })
      return where === undefined ? rows : (rows[where - 1] ?? noRow(where, rows.length))
    },
  }),
  defineKeyword({
    name: 'Lcd Should Be',
    phrases: ['LCD should be {state}'],
    doc: 'Fails unless the display is switched on or off.',
    ...NEEDS,
    arguments: [arg('state', oneOf('on', 'off'), 'on or off.')],
    run: async ({ state }, context) => {
      const { display } = await context.device().lcd.state({ signal: context.signal })
      if (display !== state)
        throw new DeviceError('lcd-state', `The LCD should be ${state}, but it is ${display}.`)
    },
  }),
]

/** Keywords that read a character display. */
export const lcdLibrary = defineLibrary('Lcd', lcd.doc, [
  ...keywords,
  ...withPhrases(generateKeywords(lcd), { 'Lcd State': ['Look at the LCD'] }),
])

function waitFor(
  expected: string,
  { row: where, timeout }: { readonly row: number | undefined; readonly timeout: number },
  context: KeywordContext,
): Promise<readonly string[]> {
  const options = where === undefined ? { timeout } : { timeout, row: where }
  return context.device().lcd.waitForText(expected, { ...options, signal: context.signal })
}

function noRow(where: number, count: number): never {
  throw new SuiteError('unknown-row', `The LCD has ${count} rows; there is no row ${where}.`, {
    hint: 'Rows are counted from the top, from 1.',
  })
}
