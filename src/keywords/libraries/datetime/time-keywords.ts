import { defineKeyword } from '../../catalogue/keyword.ts'
import { date, dateFormat, excludeMillis, time, writtenTime } from './arguments.ts'
import { readDate } from './read-date.ts'
import { secondsOf } from './read-time.ts'
import { writeTime } from './write-time.ts'

/** The keywords that give times: how long something takes. */
export const timeKeywords = [
  defineKeyword({
    name: 'Convert Time',
    doc: 'Gives a time in another form.',
    arguments: [time('time'), writtenTime, excludeMillis],
    run: (given) => writeTime(secondsOf(given.time), given.resultFormat, !given.excludeMillis),
  }),
  defineKeyword({
    name: 'Subtract Date From Date',
    doc: 'Gives the time from the second date to the first.',
    arguments: [
      ...[date('date1'), date('date2'), writtenTime, excludeMillis],
      ...[dateFormat('date1Format'), dateFormat('date2Format')],
    ] as const,
    run: (given) => {
      const [first, second] = [
        readDate(given.date1, given.date1Format),
        readDate(given.date2, given.date2Format),
      ]
      return writeTime(first.since(second).seconds, given.resultFormat, !given.excludeMillis)
    },
  }),
  defineKeyword({
    name: 'Add Time To Time',
    doc: 'Gives the sum of two times.',
    arguments: [time('time1'), time('time2'), writtenTime, excludeMillis],
    run: (given) =>
      writeTime(secondsOf(given.time1) + secondsOf(given.time2), given.resultFormat, !given.excludeMillis),
  }),
  defineKeyword({
    name: 'Subtract Time From Time',
    doc: 'Gives the first time less the second.',
    arguments: [time('time1'), time('time2'), writtenTime, excludeMillis],
    run: (given) =>
      writeTime(secondsOf(given.time1) - secondsOf(given.time2), given.resultFormat, !given.excludeMillis),
  }),
]
