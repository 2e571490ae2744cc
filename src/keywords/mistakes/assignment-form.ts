import { diagnosticAt, replaceCell } from '../../grammar/cells/cell-diagnostic.ts'
import type { Cell } from '../../grammar/tree.ts'
import type { RefinedFile, Refinement } from './refinement.ts'

const FORM = /^([$@&]\{[^{}]+\}) *(={1,3}) *(.*)$/

/** `${x} = Log` and `${x} ==    Log`: after one `=` two spaces must stand. */
export function* assignmentForms({ dynamic }: RefinedFile): Iterable<Refinement> {
  for (const { name, args } of dynamic) {
    const [, variable = '', signs = '', rest = ''] = FORM.exec(name.text) ?? []
    if (variable === '' || (rest === '' && signs === '=')) continue
    const text = `${variable} =${rest === '' ? '' : `    ${rest}`}`
    const shown = [text, ...(rest === '' ? args.slice(0, 1).map((arg) => arg.text ?? '') : [])].join('    ')
    const message =
      signs === '='
        ? `"${name.text}" is read as the name of a keyword.`
        : `"${signs}" compares; one "=" assigns.`
    const hint = `Write one "=" with two or more spaces after it:\n   ${shown}`
    const finding = { code: 'assignment-form', message, hint, fix: replaceCell(name, text) }
    yield { diagnostic: diagnosticAt(name, finding), covers: follows(name, variable) }
  }
}

/** The variable has no value there, nor anywhere after it. */
function follows({ line, column }: Cell, variable: string): Refinement['covers'] {
  const shown = variable.toLowerCase()
  return (other) =>
    other.code === 'unknown-variable' &&
    ((other.line === line && other.column === column) ||
      (other.line > line && other.message.toLowerCase().includes(` ${shown} `)))
}
