import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFile } from '../parse-file.ts'
import type { FileKind } from '../tree.ts'
import { formatText } from './format-text.ts'
import { isSameTree } from './same-tree.ts'

/** Pieces that look like suites when they are put together, so that random texts reach deep into the layout. */
const PIECES = [
  ...['*** Settings ***', '*** Test Cases ***', '*** Keywords ***', '*** Variables ***', '* comments', '***'],
  ...['\n*** Test Cases ***\nA\n', '\n*** Settings ***\nTest Template    Log\n', '\n***settings***\n'],
  ...['\n', '\n', '\n    ', '\n    ', '\n\n', '\n  ', '\nName', '    ', '  ', ' ', '\t', '\r\n', '\r'],
  ...[
    '| ',
    ' | ',
    ' |',
    '|',
    '\n| | ',
    '...',
    '\n...    ',
    '\n    ...    ',
    '\n    ...',
    '#',
    '    # note',
    '\n# note',
  ],
  ...[
    '\u2028',
    '\0',
    '\ufeff',
    '\u00a0',
    '\u000b',
    '\u3000',
    '日本',
    '\\',
    '${x}',
    '@{y} =',
    '${EMPTY}',
    'x=1',
  ],
  ...['IF', 'ELSE', 'END', 'FOR', 'IN', 'TRY', 'EXCEPT', 'RETRY', 'PARALLEL', 'VAR', 'RETURN', 'GROUP'],
  ...[
    '[Tags]',
    '[documentation]',
    '[Template]',
    '[ Setup ]',
    '[Examples]',
    '[Metadata]',
    'Library',
    'force tags',
  ],
  ...[
    'Documentation',
    'Metadata',
    'Log',
    'Suite Setup',
    `word${' and'.repeat(20)}`,
    'x'.repeat(130),
    'one',
    '\n    Log',
  ],
]
const anyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''))

const CELL = fc.constantFrom(
  'Log',
  '${x}',
  'a b',
  '\\',
  '${EMPTY}',
  'x=1',
  '日本',
  'w'.repeat(45),
  '...',
  '"q"',
)
const SPACE = fc.constantFrom('  ', '    ', '\t', '          ')
const cells = fc.array(fc.tuple(CELL, SPACE), { minLength: 1, maxLength: 8 })
const row = cells.map((pairs) => pairs.map(([cell, space]) => cell + space).join(''))
const line = fc.oneof(
  fc.tuple(SPACE, row).map(([space, text]) => `${space}${text}`),
  fc.tuple(SPACE, row).map(([space, text]) => `${space}...${space}${text}`),
  fc.tuple(SPACE, row).map(([space, text]) => `${space}# ${text}`),
  fc.constantFrom('', '   ', '  ...', '# note', '  # note'),
)
const lines = fc.array(line, { maxLength: 6 })
const block = fc.constantFrom(
  (inner: string) => `    FOR    \${i}    IN  a\n${inner}\n  END`,
  (inner: string) => `  IF  \${x}\n${inner}\n        ELSE\n    Log  x\n    END`,
  (inner: string) => `  RETRY  times=3\n${inner}\n    END`,
  (inner: string) => `  [Documentation]  x\n${inner}`,
  (inner: string) => `  [Examples]  a   b\n  ...  1  2222\n  ...   33  4\n${inner}`,
)
const body = fc
  .tuple(block, lines, lines)
  .map(([wrap, inner, rest]) => [wrap(['  No Operation', ...inner].join('\n')), ...rest].join('\n'))
const named = fc.tuple(fc.constantFrom('First', 'A long name', 'Data  1  22', 'X  Log  y'), body, SPACE)
const tests = fc
  .array(named, { minLength: 1, maxLength: 4 })
  .map((all) => all.map(([name, text], index) => `${name}${index}\n${text}`).join('\n'))
const suite = fc
  .tuple(fc.constantFrom('', 'Test Template  Log\n', 'Documentation  x\n...    y\n...      z\n'), tests)
  .map(([settings, text]) => `*** Settings ***\n${settings}\n*** test cases ***\n${text}`)

/** What must hold for whatever is formatted. */
function checkFormatted(source: string, kind: FileKind): void {
  const { text, refused } = formatText(source, kind)
  expect(refused).toBe(false)
  expect(isSameTree(parseFile(source, kind), parseFile(text, kind))).toBe(true)
  expect(formatText(text, kind)).toMatchObject({ text, refused: false })
  expect(text === '' || (text.endsWith('\n') && !text.endsWith('\n\n'))).toBe(true)
}

const RUNS = Number(process.env.HILWRIGHT_FORMAT_RUNS ?? 3000)

test('any suite is formatted once and for all, and says the same', () => {
  fc.assert(
    fc.property(suite, (source) => checkFormatted(source, 'suite')),
    { numRuns: RUNS },
  )
})

test('any text is formatted once and for all, and says the same', () => {
  const kind = fc.constantFrom<FileKind>('suite', 'resource', 'init')
  fc.assert(
    fc.property(anyText, kind, (source, of) => checkFormatted(source, of)),
    { numRuns: RUNS },
  )
})
