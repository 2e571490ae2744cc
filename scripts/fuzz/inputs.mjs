import fc from 'fast-check'

/** Words and signs that mean something somewhere, to be put in anywhere. */
const WORDS = [
  ...'*** Settings ***|*** Test Cases ***|*** Keywords ***|*** Variables ***|*** Comments ***|*** X'.split(
    '|',
  ),
  ...'Language: de|Library|Resource|Variables|Board|AS|Test Template|Test Setup|Metadata|Documentation'.split(
    '|',
  ),
  ...'IF|ELSE IF|ELSE|END|FOR|IN|IN RANGE|IN ZIP|IN ENUMERATE|WHILE|TRY|EXCEPT|FINALLY|GROUP|RETRY|PARALLEL'.split(
    '|',
  ),
  ...'VAR|RETURN|BREAK|CONTINUE|limit=1|mode=x|scope=y|type=z|for=1 s|times=2|start=1|separator=-'.split('|'),
  ...'[Tags]|[Template]|[Arguments]|[Setup]|[Examples]|[Retry]|[Requires]|[Timeout]|[Return]'.split('|'),
  ...'Log|Should Be Equal|Run Keyword If|Run Keywords|AND|Evaluate|Check that|Power on|Gateway: '.split('|'),
  ...'${x}|${x: int}|@{l}|&{d}|%{E=1}|${{|}}|${|{|}|[0]|[a:b]|$x|\\|\\n|\\x41|\\U0001F600|=|...|#|...|| '.split(
    '|',
  ),
  ...'\n|\n    |\n        |    |  | |\t|\r\n|\r|\u0085|\u2028|\0|\ufeff|\u00a0|\ud800|😀|ß|é|"|\''.split('|'),
  ...'(|)|,|:|.|+|-|*|**|/|//|%|==|!=|<|<=|in|not|is|and|or|for|else|lambda|None|True|nan|1e400|0|9'.split(
    '|',
  ),
  ...'10 ** 9|range(|len(|str(|int(|re.match(|re.sub(|json.loads(|sorted(|.format(|.join(|.split(|matches /'.split(
    '|',
  ),
  ...'(a+)+|is between|at least|contains|3.3 V|5 s|within 60 s|"boot complete"'.split('|'),
]

const TARGETS = [
  { name: 'file', share: 35, from: 'suites' },
  { name: 'expression', share: 40, from: 'expressions' },
  { name: 'cell', share: 10, from: 'expressions' },
  { name: 'suite', share: 8, from: 'suites' },
  { name: 'format', share: 7, from: 'suites' },
]
const BATCH = 512
const LONGEST = 20_000

/** A function that makes the input of a number: `{ target, text }`. It follows from the seed and the number alone. */
export function createInputs(seeds, { seed, only }) {
  const pools = new Map()
  return (index) => {
    const random = randomNumbers((seed * 0x9e3779b1 + index * 0x85ebca6b) >>> 0)
    const target = pickTarget(random, only)
    const text = makeText({ random, seeds: seeds[target.from], plain: () => plainText(pools, seed, index) })
    return { target: target.name, text: text.slice(0, LONGEST) }
  }
}

function makeText({ random, seeds, plain }) {
  const kind = random()
  if (kind < 0.05) return plain()
  if (kind < 0.15)
    return Array.from({ length: below(random, 60) }, () => pick(random, WORDS)).join(kind < 0.1 ? ' ' : '')
  let text = pick(random, seeds)
  for (let left = below(random, 6); left >= 0; left--) text = pick(random, MUTATIONS)({ text, random, seeds })
  return text
}

/** Each makes another text of one. */
const MUTATIONS = [
  ({ text, random }) => replace(text, slice(random, text), ''),
  ({ text, random }) => replace(text, slice(random, text), pick(random, WORDS)),
  ({ text, random }) => insert(random, text, pick(random, WORDS)),
  ({ text, random }) => insert(random, text, pick(random, WORDS)),
  ({ text, random }) =>
    insert(random, text, String.fromCodePoint(below(random, random() < 0.5 ? 128 : 0x10ffff))),
  ({ text, random }) => insert(random, text, slice(random, text).text.repeat(1 + below(random, 8))),
  ({ text, random, seeds }) => insert(random, text, slice(random, pick(random, seeds)).text),
  ({ text, random, seeds }) => text.slice(0, below(random, text.length)) + pick(random, seeds),
  ({ text, random, seeds }) => `${text}\n${pick(random, seeds)}`,
  ({ text, random }) => insert(random, text, pick(random, WORDS).repeat(below(random, 300))),
  ({ text, random }) => swapLines(random, text),
  ({ text, random }) => text.replace(/\d+/g, (digits) => (random() < 0.3 ? pick(random, NUMBERS) : digits)),
]

const NUMBERS = ['0', '-1', '999999999', '1000000', '1e308', '0.1', '2147483648', '9007199254740993']

function swapLines(random, text) {
  const lines = text.split('\n')
  const [a, b] = [below(random, lines.length), below(random, lines.length)]
  const [first, second] = [lines[a], lines[b]]
  lines[a] = second
  lines[b] = first
  return lines.join('\n')
}

function slice(random, text) {
  const start = below(random, text.length + 1)
  const end = Math.min(text.length, start + below(random, random() < 0.7 ? 12 : 200))
  return { start, end, text: text.slice(start, end) }
}

function replace(text, { start, end }, by) {
  return text.slice(0, start) + by + text.slice(end)
}

function insert(random, text, added) {
  const at = below(random, text.length + 1)
  return text.slice(0, at) + added + text.slice(at)
}

/** A text of fast-check's making. */
function plainText(pools, seed, index) {
  const batch = Math.floor(index / BATCH)
  if (!pools.has(batch)) {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.array(fc.constantFrom(...WORDS), { maxLength: 80 }).map((words) => words.join('')),
      fc.json({ maxDepth: 6 }),
    )
    pools.clear()
    pools.set(batch, fc.sample(text, { seed: (seed * 31 + batch) | 0, numRuns: BATCH }))
  }
  return pools.get(batch)[index % BATCH]
}

function pickTarget(random, only) {
  if (only !== undefined) return TARGETS.find(({ name }) => name === only)
  let point = random() * TARGETS.reduce((sum, { share }) => sum + share, 0)
  for (const target of TARGETS) {
    point -= target.share
    if (point < 0) return target
  }
  return TARGETS[0]
}

function pick(random, list) {
  return list[below(random, list.length)]
}

function below(random, end) {
  return Math.floor(random() * end)
}

/** Random numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
