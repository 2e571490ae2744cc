import type { RowScope } from '../build/row-scope.ts'
import type { Cell } from '../tree.ts'

/** Warns of a call that was most likely meant as something else; the row itself is valid. */
export function checkTraps(keyword: Cell, scope: RowScope): void {
  const { text } = keyword
  const word = GLUED.exec(text)?.[1]
  if (word)
    scope.report(keyword, {
      code: 'one-space',
      severity: 'warning',
      message: `"${text}" is read as the name of a keyword.`,
      hint: `Put two or more spaces after ${word}: ${word}    ${text.slice(word.length + 1)}`,
    })
  else if (text === 'RETRY' || text === 'PARALLEL')
    scope.report(keyword, {
      code: 'missing-end',
      severity: 'warning',
      message: `${text} has no END, so it is read as the name of a keyword.`,
      hint: `Write END on a row of its own after the last step of this ${text}.`,
    })
  else if (text.length <= LONGEST_WORD && WORDS.has(text.toUpperCase()))
    scope.report(keyword, {
      code: 'lower-case-word',
      severity: 'warning',
      message: `"${text}" is read as the name of a keyword.`,
      hint: `If you mean the word that opens or ends a block, write ${text.toUpperCase()}.`,
    })
}

/** Warns of a name that begins with a space: the row was meant to be a step. */
export function checkName(name: Cell, owner: string, scope: RowScope): void {
  if (!name.text.startsWith(' ')) return
  scope.report(name, {
    code: 'one-space',
    severity: 'warning',
    message: `This row begins with one space, so it is the name of a ${owner}.`,
    hint: 'Indent a step by two or more spaces; write a name at the start of the line.',
  })
}

const GLUED =
  /^(IF|ELSE IF|FOR|WHILE|EXCEPT|VAR|RETURN|GROUP|RETRY|\[(?:Documentation|Metadata|Tags|Setup|Teardown|Template|Timeout|Arguments|Return|Examples|Retry|Requires)\]) \S/

/** Words that no keyword is likely to be called. */
const WORDS: ReadonlySet<string> = new Set([
  'IF',
  'ELSE',
  'ELSE IF',
  'FOR',
  'WHILE',
  'TRY',
  'EXCEPT',
  'FINALLY',
  'END',
])
const LONGEST_WORD = 7
