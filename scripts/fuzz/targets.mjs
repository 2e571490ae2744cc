import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatText } from '../../dist/src/grammar/format/format-text.js'
import { toRobotModel } from '../../dist/src/grammar/model.js'
import { parseCell } from '../../dist/src/grammar/parse-cell.js'
import { parseExpression } from '../../dist/src/grammar/parse-expression.js'
import { parseFile } from '../../dist/src/grammar/parse-file.js'
import { bindSuite } from '../../dist/src/keywords/binding/bind-suite.js'
import { checkExpression } from '../../dist/src/keywords/expression/check-expression.js'
import { evaluate } from '../../dist/src/keywords/expression/evaluate.js'
import { explain } from '../../dist/src/keywords/expression/explain.js'
import { standardCatalogue } from '../../dist/src/keywords/libraries/standard.js'
import { EvaluationError } from '../../dist/src/keywords/value/evaluation-error.js'
import { boundedRepr } from '../../dist/src/keywords/value/text.js'

/** What the fuzzer feeds: each takes a text, and must neither throw nor take long. */
export function createTargets() {
  const folder = mkdtempSync(join(tmpdir(), 'hil-fuzz-'))
  const catalogue = standardCatalogue()
  const path = join(folder, 'suite.hil')
  return {
    file: (text) => {
      for (const kind of text.length < 2000 ? ['suite', 'resource'] : ['suite'])
        JSON.stringify(toRobotModel(parseFile(text, kind), { lines: true }))
    },
    cell: (text) => parseCell(text),
    format: checkFormat,
    expression: evaluateText,
    suite: (text) => {
      writeFileSync(path, text)
      bindSuite(path, catalogue)
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The new layout is never refused, and formatting it again changes nothing. */
function checkFormat(text) {
  const once = formatText(text, 'suite')
  const twice = formatText(once.text, 'suite')
  if (twice.text !== once.text) throw new Error('formatting twice changes the text')
}

const VARIABLES = {
  x: 5,
  n: 1000,
  s: 'some text',
  text: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab',
  status: 'PASS',
  volts: 3.3,
  list: [1, 'a', null, [2.5]],
  lines: ['error: a', 'b'],
  d: new Map([['a', 1]]),
  dict: new Map([['a', [1, 2]]]),
  big: 10n ** 40n,
  bytes: Uint8Array.of(1, 2),
}
const scope = {
  variable: (source) => {
    const name = source.replace(/[${}@&]/g, '')
    return Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined
  },
}

function evaluateText(text) {
  const { tree, diagnostics } = parseExpression(text)
  if (tree === undefined) {
    if (diagnostics.length === 0) throw new Error('neither a tree nor a diagnostic')
    return
  }
  checkExpression(tree)
  try {
    const value = evaluate(tree, scope)
    if (typeof value !== 'string') boundedRepr(value)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
  }
  explain(tree, text, scope)
}
