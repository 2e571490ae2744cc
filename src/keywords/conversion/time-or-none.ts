import { ArgumentProblem, type ArgumentType, show, time } from '../catalogue/argument-type.ts'

/** A duration in milliseconds; None means that there is no limit. */
export const timeOrNone: ArgumentType<number | undefined> = {
  name: 'duration',
  spoken: 'timedelta or None',
  convert: (value) => {
    if (value === null || value === undefined) return undefined
    if (typeof value === 'string' && value.toUpperCase() === 'NONE') return undefined
    try {
      return time.convert(value)
    } catch (error) {
      if (!(error instanceof ArgumentProblem)) throw error
      throw new ArgumentProblem(`expected a duration such as "1 min", or NONE, got ${show(value)}`)
    }
  },
}
