import { oneOf } from '../../catalogue/argument-type.ts'
import { defineKeyword, optional } from '../../catalogue/keyword.ts'
import { date, dateFormat, excludeMillis, time, writtenDate } from './arguments.ts'
import { DateTimeValue } from './date-value.ts'
import { now } from './local-time.ts'
import { readDate } from './read-date.ts'
import { secondsOf } from './read-time.ts'
import { Timedelta } from './timedelta.ts'
import { writeDate } from './write-date.ts'

/** The keywords that give dates. */
export const dateKeywords = [
  defineKeyword({
    name: 'Get Current Date',
    doc: 'Gives the date and time of now.',
    arguments: [
      optional('timeZone', oneOf('local', 'UTC'), 'local', 'local or UTC.'),
      { ...time('increment'), optional: true, fallback: 0 },
      writtenDate,
      excludeMillis,
    ],
    run: (given) => {
      const zone = given.resultFormat.toUpperCase() === 'EPOCH' ? 'local' : given.timeZone
      return moved(new DateTimeValue(now(zone)), secondsOf(given.increment), given)
    },
  }),
  defineKeyword({
    name: 'Convert Date',
    doc: 'Gives a date in another form.',
    arguments: [date('date'), writtenDate, excludeMillis, dateFormat('dateFormat')],
    run: (given) =>
      writeDate(readDate(given.date, given.dateFormat), given.resultFormat, !given.excludeMillis),
  }),
  defineKeyword({
    name: 'Add Time To Date',
    doc: 'Gives the date that is a time after another.',
    arguments: [date('date'), time('time'), writtenDate, excludeMillis, dateFormat('dateFormat')],
    run: (given) => moved(readDate(given.date, given.dateFormat), secondsOf(given.time), given),
  }),
  defineKeyword({
    name: 'Subtract Time From Date',
    doc: 'Gives the date that is a time before another.',
    arguments: [date('date'), time('time'), writtenDate, excludeMillis, dateFormat('dateFormat')],
    run: (given) => moved(readDate(given.date, given.dateFormat), -secondsOf(given.time), given),
  }),
]

interface Result {
  readonly resultFormat: string
  readonly excludeMillis: boolean
}

function moved(
  from: DateTimeValue,
  seconds: number,
  { resultFormat, excludeMillis: rounded }: Result,
): unknown {
  const to = new DateTimeValue(
    from.microseconds + Timedelta.ofSeconds(seconds).microseconds,
    from.time.offset,
  )
  return writeDate(to, resultFormat, !rounded)
}
