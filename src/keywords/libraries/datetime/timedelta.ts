import { EvaluationError } from '../../value/evaluation-error.ts'
import { Float, float } from '../../value/float.ts'
import { type ObjectMethod, ObjectValue } from '../../value/object-value.ts'
import { DAY, modulo, roundHalfEven, SECOND } from './calendar.ts'

/** A time between dates: Python's `timedelta`. */
export class Timedelta extends ObjectValue {
  readonly type = 'datetime.timedelta'
  readonly microseconds: bigint

  constructor(microseconds: bigint) {
    super()
    if (microseconds / DAY > 999_999_999n || microseconds / DAY < -999_999_999n)
      throw new EvaluationError(
        'OverflowError',
        `days=${microseconds / DAY}; must have magnitude <= 999999999`,
      )
    this.microseconds = microseconds
  }

  /** A time of so many seconds, to the microsecond. Throws Python's errors. */
  static ofSeconds(seconds: number): Timedelta {
    if (Number.isNaN(seconds)) throw new EvaluationError('ValueError', 'cannot convert float NaN to integer')
    if (!Number.isFinite(seconds))
      throw new EvaluationError('OverflowError', 'cannot convert float infinity to integer')
    const whole = Math.trunc(seconds)
    return new Timedelta(BigInt(whole) * SECOND + BigInt(roundHalfEven((seconds - whole) * 1e6)))
  }

  get seconds(): number {
    return Number(this.microseconds) / 1e6
  }

  attribute(name: string): unknown {
    const inDay = modulo(this.microseconds, DAY)
    if (name === 'days') return Number((this.microseconds - inDay) / DAY)
    if (name === 'seconds') return Number(inDay / SECOND)
    return name === 'microseconds' ? Number(inDay % SECOND) : undefined
  }

  method(name: string): ObjectMethod | undefined {
    return name === 'total_seconds' ? () => float(this.seconds) : undefined
  }

  compare(other: unknown): number | undefined {
    if (!(other instanceof Timedelta)) return undefined
    return Number(this.microseconds - other.microseconds)
  }

  combine(operator: string, other: unknown, side: 'left' | 'right'): unknown {
    if (other instanceof Timedelta) return side === 'left' ? this.#withOther(operator, other) : undefined
    const factor = typeof other === 'number' || other instanceof Float ? Number(other) : undefined
    if (factor === undefined) return undefined
    if (operator === '*') return Timedelta.ofSeconds(this.seconds * factor)
    return operator === '/' && side === 'left' ? Timedelta.ofSeconds(this.seconds / factor) : undefined
  }

  #withOther(operator: string, other: Timedelta): unknown {
    if (operator === '+') return new Timedelta(this.microseconds + other.microseconds)
    if (operator === '-') return new Timedelta(this.microseconds - other.microseconds)
    return operator === '/' ? float(Number(this.microseconds) / Number(other.microseconds)) : undefined
  }

  override isTruthy(): boolean {
    return this.microseconds !== 0n
  }

  /** `1 day, 2:03:04.000005`. */
  override toString(): string {
    const { days, seconds, microseconds } = this.#parts()
    const two = (number: number) => String(number).padStart(2, '0')
    const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`
    return (days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `) + clock + fraction
  }

  repr(): string {
    const given = Object.entries(this.#parts()).filter(([, value]) => value !== 0)
    return `datetime.timedelta(${given.length === 0 ? '0' : given.map(([name, value]) => `${name}=${value}`).join(', ')})`
  }

  #parts() {
    const [days, seconds, microseconds] = ['days', 'seconds', 'microseconds'].map((name) =>
      Number(this.attribute(name)),
    )
    return { days: days ?? 0, seconds: seconds ?? 0, microseconds: microseconds ?? 0 }
  }
}
