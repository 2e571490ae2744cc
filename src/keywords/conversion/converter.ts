import { spokenType } from '../value/spoken-type.ts'
import { toText } from '../value/text.ts'

/** What a type does with values. */
export interface Converter {
  /** Robot's name of the type, as messages have it. */
  readonly name: string
  /** Whether a value is of the type already. */
  fits(value: unknown): boolean
  /** Converts a value that is not; throws {@link Unfit}. */
  convert(value: unknown): unknown
}

/** That a value cannot become one of a type; the message is the reason, empty if there is nothing to say. */
export class Unfit extends Error {
  override readonly name = 'Unfit'

  constructor(reason = '') {
    super(reason)
  }
}

/** What is converted, for messages. */
export interface Conversion {
  /** `Argument`, `Return value`, `Item`… */
  readonly kind: string
  readonly name?: string | undefined
}

/** Why a value is no secret: without the value, which may be one all the same. */
export function noSecret(kind: string, name: string | undefined, value: unknown): string {
  return `${name === undefined ? kind : `${kind} '${name}'`} must have type 'Secret', got ${spokenType(value)}.`
}

/** A value as one of the type; throws {@link Unfit} with the whole message, in Robot's words. */
export function converted(converter: Converter, value: unknown, { kind, name }: Conversion): unknown {
  if (converter.fits(value)) return value
  try {
    return converter.convert(value)
  } catch (error) {
    if (!(error instanceof Unfit)) throw error
    if (converter.name === 'Secret') throw new Unfit(noSecret(kind, name, value))
    const type = typeof value === 'string' ? '' : ` (${spokenType(value)})`
    const end = `cannot be converted to ${converter.name}${error.message === '' ? '.' : `: ${error.message}`}`
    const shown = `'${toText(value)}'${type}`
    throw new Unfit(
      name === undefined ? `${kind} ${shown} ${end}` : `${kind} '${name}' got value ${shown} that ${end}`,
    )
  }
}
