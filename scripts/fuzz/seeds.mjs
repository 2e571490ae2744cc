import { readdirSync, readFileSync } from 'node:fs'
import { createJiti } from 'jiti'

const ROOT = new URL('../../', import.meta.url)

/** What mutations begin with: the sources of the corpus, the example suites, and expressions. */
export async function readSeeds() {
  const { readCorpus, sourceOf } = await createJiti(import.meta.url).import(
    '../../tests/corpus-reader/corpus-case.ts',
  )
  const folder = new URL('tests/corpus/', ROOT)
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  const cases = files.flatMap((name) => readCorpus(readFileSync(new URL(name, folder), 'utf8')).cases)
  const suites = new URL('suites/', ROOT)
  const examples = readdirSync(suites).filter((name) => /\.(hil|robot)$/.test(name))
  return {
    suites: [
      ...cases.map((entry) => sourceOf(entry).text),
      ...examples.map((name) => readFileSync(new URL(name, suites), 'utf8')),
    ],
    expressions: [...readExpressions(), ...HOSTILE],
  }
}

function readExpressions() {
  const table = readFileSync(new URL('src/keywords/expression/python-results.tsv', ROOT), 'utf8')
  return table
    .split('\n')
    .map((line) => line.split('\t')[0])
    .filter(Boolean)
}

/** Expressions that ask for too much. */
const HOSTILE = [
  "'a' * 10 ** 9",
  '2 ** 10 ** 9',
  '10 ** 4000 ** 2',
  '7 ** 99999 % 1000',
  '(1 << 99999) * (1 << 99999)',
  'str(9 ** 90000)',
  'int("9" * 100000)',
  '[x for x in range(10 ** 9)]',
  '[[y for y in range(1000)] for x in range(100000)]',
  'sorted(range(900000), key=str)',
  'sum([[0] * 1000 for x in range(1000)], [])',
  'sum(range(10 ** 8))',
  'max(list(range(10 ** 6)) * 5)',
  "'%999999999d' % 1",
  "'{:999999999}'.format(1)",
  "'{:>{}}'.format('a', 10 ** 9)",
  "f'{x:999999999}'",
  "'a'.ljust(10 ** 9)",
  "'a'.join(['b' * 10000] * 10000)",
  "('a' * 10 ** 7).replace('a', 'aaaaaaaaaa')",
  "('a,' * 10 ** 6).split(',')",
  "('ab' * 10 ** 6).count('a')",
  "'a' * 10 ** 6 in 'a' * 10 ** 6 + 'b'",
  "('a' * 10 ** 6 + 'b').find('a' * 10 ** 5 + 'c')",
  "re.match('(a+)+$', 'a' * 40 + 'b')",
  "re.search('(x+x+)+y', 'x' * 100)",
  "re.findall('a*a*a*a*b', 'a' * 10000)",
  "re.sub('(a|aa)+$', 'b', 'a' * 100 + 'c')",
  "re.split('(.*)*,', 'a' * 60)",
  "re.match('^(([a-z])+.)+[A-Z]([a-z])+$', 'a' * 50)",
  '$s matches /(a|a?)+$/',
  "json.loads('[' * 100000)",
  'json.dumps([[[[1] * 100] * 100] * 100])',
  'round(1e308 * 10, 400)',
  'math.factorial(10 ** 6)',
  'math.gcd(2 ** 90000, 3 ** 50000)',
  'pow(3, 10 ** 8, 10 ** 9)',
  'divmod(9 ** 90000, 7 ** 40000)',
  'hex(1 << 99999)',
  'list(range(0, 10 ** 6, 1)) == list(range(10 ** 6))',
  '[[0] * 1000] * 1000 == [[0] * 1000] * 1000',
  'repr([[0] * 1000] * 10000)',
  'str([str([str([0] * 100)] * 100)] * 100)',
  '{x: {y: 1 for y in range(500)} for x in range(500)}',
  'set(range(10 ** 6)) - set(range(10 ** 6))',
  '[1] * 10 ** 6 + [2] * 10 ** 6 < [1] * 10 ** 6 + [3]',
  `${'('.repeat(49)}1${')'.repeat(49)}`,
  `${'-'.repeat(500)}1`,
  `${'not '.repeat(400)}1`,
  `1${' + 1'.repeat(500)}`,
  `1${' if 1 else 2'.repeat(200)}`,
  `$list${'[0]'.repeat(300)}`,
  `'a'${'.upper()'.repeat(300)}`,
  `[${'1,'.repeat(4000)}]`,
  `'${'\\x41'.repeat(3000)}'`,
  `1${'0'.repeat(10000)}`,
  `1e${'9'.repeat(1000)}`,
  '$a.b.c.d.__class__.__mro__[1].__subclasses__()',
]
