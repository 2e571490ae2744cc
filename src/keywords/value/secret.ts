import { MASK, secrets } from '../../runtime/secrets.ts'
import { ObjectValue } from './object-value.ts'

/** A text that must not be seen: keywords get it as `${secret.value}`, and everywhere else it is `<secret>`. */
export class Secret extends ObjectValue {
  readonly type = 'Secret'
  readonly #value: string

  constructor(value: string) {
    super()
    this.#value = value
    secrets.add(value)
  }

  /** The text itself, for what has to use it. */
  get value(): string {
    return this.#value
  }

  attribute(name: string): unknown {
    return name === 'value' ? this.#value : undefined
  }

  method(): undefined {
    return undefined
  }

  compare(): undefined {
    return undefined
  }

  combine(): undefined {
    return undefined
  }

  repr(): string {
    return `Secret(value=${MASK})`
  }

  override toString(): string {
    return MASK
  }

  toJSON(): string {
    return MASK
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.repr()
  }
}
