import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { RefinedFile, Refinement } from './refinement.ts'

/** Words for blocks in other spellings and from other languages. */
const MEANT: Readonly<Record<string, string>> = {
  ...{ elif: 'ELSE IF', elseif: 'ELSE IF', elsif: 'ELSE IF', endif: 'END', endfor: 'END', endwhile: 'END' },
  ...{ endtry: 'END', fi: 'END', done: 'END', foreach: 'FOR', catch: 'EXCEPT', return: 'RETURN' },
  ...{ break: 'BREAK', continue: 'CONTINUE', var: 'VAR' },
}
const WORD =
  /^(?:if|else if|else|for|while|try|except|finally|end|group|retry|parallel|return|break|continue|var)$/i

/** `if`, `Else`, `elif`, and `IF $x` with one space, where no keyword of that name exists. */
export function* blockWords({ file, dynamic }: RefinedFile): Iterable<Refinement> {
  const { diagnostics } = file.report
  const unknown = new Set(dynamic.map(({ name }) => `${name.line}:${name.column}`))
  for (const one of [...diagnostics]) {
    const { code, severity } = one
    if (NO_KEYWORD.has(code)) {
      const found = meant(one, file.text)
      if (found !== undefined) yield found
    }
    if (code !== 'one-space' || severity !== 'warning') continue
    const other = diagnostics.find((d) => NO_KEYWORD.has(d.code) && isAt(d, one))
    if (other !== undefined || unknown.has(`${one.line}:${one.column}`)) yield glued(one, file.text)
  }
}

const NO_KEYWORD = new Set(['unknown-keyword', 'two-spaces-missing'])

function meant(one: Diagnostic, source: string): Refinement | undefined {
  const text = textOf(one, source)
  const word = WORD.test(text) ? text.toUpperCase() : MEANT[text.toLowerCase().replace(/[ _]/g, '')]
  if (word === undefined || word === text) return undefined
  const { line, column, endColumn } = one
  const message = `"${text}" is read as the name of a keyword; the word for a block is ${word}.`
  const fix = { edits: [{ line, column, endColumn, text: word }] }
  const place = { line, column, endColumn }
  const diagnostic = {
    code: 'lower-case-word',
    severity: 'error',
    ...place,
    message,
    hint: `Write ${word}.`,
    fix,
  } as const
  return {
    diagnostic,
    covers: (other) => isAt(other, one) && (NO_KEYWORD.has(other.code) || other.code === 'lower-case-word'),
  }
}

/** The grammar's warning is a mistake where the row can be nothing else. */
function glued(one: Diagnostic, source: string): Refinement {
  const text = textOf(one, source)
  const [word = ''] = /^(?:\[[^\]]*\]|ELSE IF|\S+)/.exec(text) ?? []
  const column = one.column + word.length
  const edit = { line: one.line, column, endColumn: column + 1, text: '    ' }
  const diagnostic = { ...one, severity: 'error' as const, fix: { edits: [edit] } }
  return {
    diagnostic,
    covers: (other) => other === one || (isAt(other, one) && other.code !== one.code),
  }
}

function textOf({ line, column, endColumn }: Diagnostic, source: string): string {
  return (source.split(/\r\n|\r|\n/)[line - 1] ?? '').slice(column - 1, endColumn - 1)
}

function isAt(a: Diagnostic, b: Diagnostic): boolean {
  return a.line === b.line && a.column === b.column
}
