import { iterate } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { float } from '../value/float.ts'
import { integerArgument, numberArgument } from './argument-reading.ts'
import { type Callable, define } from './callable.ts'

/** The functions of `random`. */
export const chance: readonly Callable[] = [
  define('random.random', () => float(Math.random()), { count: [0, 0] }),
  define('random.randint', ([low, high]) => between(integerArgument(low), integerArgument(high)), {
    count: [2, 2],
  }),
  define('random.uniform', ([low, high]) => uniform(numberArgument(low), numberArgument(high)), {
    count: [2, 2],
  }),
  define('random.choice', ([items]) => choice(iterate(items))),
]

function between(low: number, high: number): number {
  if (low > high) throw new EvaluationError('ValueError', `empty range in randrange(${low}, ${high + 1})`)
  return low + Math.floor(Math.random() * (high - low + 1))
}

function uniform(low: number, high: number): unknown {
  return float(low + Math.random() * (high - low))
}

function choice(items: readonly unknown[]): unknown {
  if (items.length === 0) throw new EvaluationError('IndexError', 'Cannot choose from an empty sequence')
  return items[between(0, items.length - 1)]
}
