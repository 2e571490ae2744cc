import { EvaluationError, typeError } from '../../value/evaluation-error.ts'
import { float } from '../../value/float.ts'
import { type ObjectMethod, ObjectValue } from '../../value/object-value.ts'
import { toText } from '../../value/text.ts'
import { type CalendarTime, DAY, daysUntil, microsecondsAt, SECOND, timeAt, weekdayOf } from './calendar.ts'
import { epochAt } from './local-time.ts'
import { offsetText, strftime } from './strftime.ts'
import { Timedelta } from './timedelta.ts'

/** What dates with and without a time of day have in common. */
abstract class CalendarValue extends ObjectValue {
  /** From the beginning of 1970, in the same time zone. */
  readonly microseconds: bigint
  readonly time: CalendarTime

  constructor(microseconds: bigint, offset?: number) {
    super()
    if (microseconds < FIRST || microseconds > LAST)
      throw new EvaluationError('OverflowError', 'date value out of range')
    this.microseconds = microseconds
    this.time = { ...timeAt(microseconds), offset }
  }

  /** Microseconds that can be compared: in UTC, if there is a time zone. */
  protected get comparable(): bigint {
    return this.microseconds - BigInt(this.time.offset ?? 0) * SECOND
  }

  /** The time from another one until this. Throws Python's TypeError where only one of them has a time zone. */
  since(other: CalendarValue): Timedelta {
    if (sameZone(this, other)) return new Timedelta(this.comparable - other.comparable)
    throw typeError("can't subtract offset-naive and offset-aware datetimes")
  }

  /** Another value of the same kind. */
  protected abstract at(microseconds: bigint): CalendarValue
  protected abstract readonly parts: readonly (keyof CalendarTime)[]

  attribute(name: string): unknown {
    return this.parts.find((part) => part === name) === undefined
      ? undefined
      : this.time[name as keyof CalendarTime]
  }

  method(name: string): ObjectMethod | undefined {
    if (name === 'strftime') return ([format]) => strftime(toText(format), this.time)
    if (name === 'weekday') return () => weekdayOf(this.time)
    if (name === 'isoweekday') return () => weekdayOf(this.time) + 1
    if (name !== 'toordinal') return undefined
    return () => daysUntil(this.time.year, this.time.month, this.time.day) + 719_163
  }

  compare(other: unknown): number | undefined {
    if (!(other instanceof CalendarValue) || other.type !== this.type) return undefined
    return sameZone(this, other) ? Number(this.comparable - other.comparable) : undefined
  }

  combine(operator: string, other: unknown, side: 'left' | 'right'): unknown {
    if (other instanceof Timedelta) {
      if (operator === '+') return this.at(this.microseconds + other.microseconds)
      return operator === '-' && side === 'left' ? this.at(this.microseconds - other.microseconds) : undefined
    }
    if (operator !== '-' || side === 'right' || !(other instanceof CalendarValue)) return undefined
    return other.type === this.type ? this.since(other) : undefined
  }
}

/** Times with and without a time zone do not go together. */
function sameZone(first: CalendarValue, second: CalendarValue): boolean {
  return (first.time.offset === undefined) === (second.time.offset === undefined)
}

const FIRST = microsecondsAt({ year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0 })
const LAST =
  microsecondsAt({ year: 9999, month: 12, day: 31, hour: 0, minute: 0, second: 0, microsecond: 0 }) + DAY - 1n

/** A day: Python's `date`. */
export class DateValue extends CalendarValue {
  readonly type = 'datetime.date'
  protected readonly parts = ['year', 'month', 'day'] as const

  protected at(microseconds: bigint): DateValue {
    return new DateTimeValue(microseconds).date()
  }

  override method(name: string): ObjectMethod | undefined {
    return name === 'isoformat' ? () => String(this) : super.method(name)
  }

  override toString(): string {
    return strftime('%Y-%m-%d', this.time)
  }

  repr(): string {
    return `datetime.date(${this.time.year}, ${this.time.month}, ${this.time.day})`
  }
}

/** A date with a time of day: Python's `datetime`. */
export class DateTimeValue extends CalendarValue {
  readonly type = 'datetime.datetime'
  protected readonly parts = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const

  protected at(microseconds: bigint): DateTimeValue {
    return new DateTimeValue(microseconds, this.time.offset)
  }

  /** Seconds since 1970 in UTC; without a time zone it is a local time. */
  get epoch(): number {
    return this.time.offset === undefined ? epochAt(this.microseconds) : Number(this.comparable) / 1e6
  }

  /** The day alone. */
  date(): DateValue {
    const { year, month, day } = this.time
    return new DateValue(microsecondsAt({ year, month, day, hour: 0, minute: 0, second: 0, microsecond: 0 }))
  }

  override method(name: string): ObjectMethod | undefined {
    if (name === 'isoformat')
      return ([separator]) => this.#written(separator === undefined ? 'T' : toText(separator))
    if (name === 'timestamp') return () => float(this.epoch)
    return name === 'date' ? () => this.date() : super.method(name)
  }

  override toString(): string {
    return this.#written(' ')
  }

  repr(): string {
    const { year, month, day, hour, minute, second, microsecond, offset } = this.time
    const fraction = microsecond === 0 ? [] : [microsecond]
    const seconds = second === 0 && microsecond === 0 ? [] : [second, ...fraction]
    const zone = offset === undefined ? [] : [`tzinfo=${zoneRepr(offset)}`]
    return `datetime.datetime(${[year, month, day, hour, minute, ...seconds, ...zone].join(', ')})`
  }

  #written(separator: string): string {
    const fraction = this.time.microsecond === 0 ? '' : '.%f'
    return (
      strftime('%Y-%m-%d', this.time) +
      separator +
      strftime(`%H:%M:%S${fraction}`, this.time) +
      offsetText(this.time.offset, ':')
    )
  }
}

function zoneRepr(offset: number): string {
  if (offset === 0) return 'datetime.timezone.utc'
  return `datetime.timezone(${Timedelta.ofSeconds(offset).repr()})`
}
