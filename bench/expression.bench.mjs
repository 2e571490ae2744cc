import { parseExpression } from '../dist/src/grammar/parse-expression.js'
import { evaluate } from '../dist/src/keywords/expression/evaluate.js'

export const title = 'Expressions'

const SOURCES = [
  '${i} % 2 == 0',
  "'${status}' == 'PASS' and $volts > 3.1",
  'volts is between 3.1 V and 3.5 V',
  "any(line.startswith('error') for line in $lines)",
]

/** Measured once, not in this run. */
const CPYTHON = 'CPython 3.11 on the first: 7,700,000/s compiled, 167,000/s from text'

const VARIABLES = new Map([
  ['${status}', 'PASS'],
  ['$volts', 3.3],
  ['volts', 3.3],
  ['$lines', ['boot', 'ready', 'error 5']],
])

/** Evaluations and parses per second, each on one tree and one text. */
export async function run(report) {
  for (const source of SOURCES) {
    let i = 0
    const scope = { variable: (name) => (name === '${i}' ? i++ : VARIABLES.get(name)) }
    const { tree } = parseExpression(source)
    const evaluations = rate(() => evaluate(tree, scope))
    const parses = rate(() => parseExpression(source))
    report.figure({
      name: `expression ${source}`,
      target: '≥ 1,000,000/s',
      measured: `${format(evaluations)} evaluations/s`,
      beside: `${format(parses)} parses/s; ${CPYTHON}`,
    })
  }
}

function rate(work) {
  for (let warm = 0; warm < 2000; warm++) work()
  let rounds = 0
  const start = performance.now()
  while (performance.now() - start < 500) {
    for (let batch = 0; batch < 500; batch++) work()
    rounds += 500
  }
  return (rounds / (performance.now() - start)) * 1000
}

function format(perSecond) {
  return Math.round(perSecond).toLocaleString('en')
}
