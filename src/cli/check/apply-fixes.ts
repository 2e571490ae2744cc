import { readFileSync, writeFileSync } from 'node:fs'
import type { Problem, ProblemFix } from '../../runtime/problem.ts'

type Edit = ProblemFix['edits'][number]

/** A fix that was written. */
export interface Written {
  readonly problem: Problem
  /** The line as it is now. */
  readonly line: string
}

/** Writes the fixes of problems into their files; of two that touch, the first one is written. */
export function applyFixes(problems: readonly Problem[]): Written[] {
  const files = new Set(problems.filter(({ fix }) => fix !== undefined).map(({ file }) => file))
  return [...files].flatMap((file) =>
    fixFile(
      file,
      problems.filter((problem) => problem.file === file),
    ),
  )
}

function fixFile(file: string, problems: readonly Problem[]): Written[] {
  const bytes = readFileSync(file)
  const text = bytes.toString('utf8')
  if (!bytes.equals(Buffer.from(text, 'utf8'))) return [] // not UTF-8: writing it would change more
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  const lines = text.slice(mark.length).split(/(\r\n|\r|\n)/)
  const taken: Edit[] = []
  const chosen = problems.filter(({ fix }) => {
    if (fix === undefined || fix.edits.some((edit) => taken.some((other) => touches(edit, other))))
      return false
    taken.push(...fix.edits)
    return true
  })
  for (const edit of taken.sort((a, b) => b.line - a.line || b.column - a.column)) {
    const at = (edit.line - 1) * 2 // between the lines stand their ends
    const line = lines[at] ?? ''
    lines[at] = line.slice(0, edit.column - 1) + edit.text + line.slice(edit.endColumn - 1)
  }
  writeFileSync(file, mark + lines.join(''))
  return chosen.map((problem) => ({
    problem,
    line: lines[((problem.fix?.edits[0]?.line ?? 1) - 1) * 2] ?? '',
  }))
}

function touches(a: Edit, b: Edit): boolean {
  return a.line === b.line && a.column <= b.endColumn && b.column <= a.endColumn
}

const BYTE_ORDER_MARK = '\ufeff'
