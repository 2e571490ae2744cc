import { readFileSync } from 'node:fs'
import { decodeSource } from '../../grammar/decode-source.ts'
import { type Diagnostic, type FileDiagnostic, locate } from '../../grammar/diagnostic.ts'
import { kindOfPath, parseFile } from '../../grammar/parse-file.ts'
import type { FileTree } from '../../grammar/tree.ts'
import { Report } from '../binding/report.ts'

/** A file that was read and parsed, and the report that binding adds to. */
export interface ReadFile {
  readonly path: string
  readonly text: string
  readonly tree: FileTree
  readonly report: Report
}

/** A file that was read and parsed. */
export interface ParsedSource extends Omit<ReadFile, 'report'> {
  /** What is wrong with it before anything is bound. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads and parses a suite or resource file; throws what the file system throws. */
export function readSource(path: string): ReadFile {
  return withReport(parseSource(path))
}

/** Reads and parses a file. */
export function parseSource(path: string): ParsedSource {
  const { text, diagnostics } = decodeSource(readFileSync(path))
  const tree = parseFile(text, kindOfPath(path))
  return { path, text, tree, diagnostics: [...diagnostics, ...tree.diagnostics] }
}

/** A parsed file with a report to add to. */
export function withReport({ path, text, tree, diagnostics }: ParsedSource): ReadFile {
  const report = new Report()
  report.diagnostics.push(...diagnostics)
  return { path, text, tree, report }
}

/** The diagnostics of files, each with its place and excerpt, in order of files and lines, none twice. */
export function diagnosticsOf(files: Iterable<ReadFile>): FileDiagnostic[] {
  return [...files].flatMap(({ path, text, report }) => {
    const seen = new Set<string>()
    const fresh = report.diagnostics.filter(({ line, column, code }) => {
      const key = `${line}:${column}:${code}`
      return !seen.has(key) && seen.add(key)
    })
    fresh.sort((a, b) => a.line - b.line || a.column - b.column)
    return locate(path, text, fresh)
  })
}
