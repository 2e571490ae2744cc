import type { Diagnostic } from '../../grammar/diagnostic.ts'
import { formatText } from '../../grammar/format/format-text.ts'
import { parseFile } from '../../grammar/parse-file.ts'
import type { FileTree } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { ConversionContext, ConvertedText, Finding } from './conversion.ts'
import { type BodyEdits, convertBody } from './convert-body.ts'
import { convertReturn, convertSettings } from './convert-settings.ts'
import { findPython } from './find-python.ts'
import { RowEdits } from './row-edits.ts'

/**
 * Converts a text of Robot Framework: what was given up is written in today's words where it surely says the same,
 * the layout becomes the canonical one, and whatever cannot be carried is in the findings.
 */
export function convertText(source: string, context: ConversionContext): ConvertedText {
  const tree = parseFile(source, context.kind)
  const findings = [...findPython(tree, context), ...errorsOf(tree).map(asFinding)]
  findings.sort((a, b) => a.line - b.line || a.column - b.column)
  const { text, changes, settled } = modernised(source, tree, context)
  return { text: formatText(text, context.kind).text, changes, findings, settled }
}

/** Names that a file gives to keywords, normalised. */
export function keywordNames(source: string, kind: ConversionContext['kind']): string[] {
  return parseFile(source, kind).keywords.map(({ name }) => normalizeName(name.text))
}

/** An edit that leads to a text with more mistakes is a mistake itself: then nothing is edited. */
function modernised(
  source: string,
  tree: FileTree,
  context: ConversionContext,
): Omit<ConvertedText, 'findings'> {
  const out: BodyEdits = { edits: new RowEdits(source), changes: [], settled: new Set() }
  const isOwn = (name: string) => context.ownKeywords.has(name)
  const place = { isOwn, renamed: context.renamed, inLoop: false, inKeyword: false, inFinally: false }
  convertSettings(tree, context, out)
  for (const { body } of tree.tests) convertBody(body, place, out)
  for (const keyword of tree.keywords) {
    convertBody(keyword.body, { ...place, inKeyword: true }, out)
    convertReturn(keyword, out)
  }
  const text = out.changes.length === 0 ? source : out.edits.apply()
  const worse = errorsOf(parseFile(text, context.kind)).length > errorsOf(tree).length
  if (worse) return { text: source, changes: [], settled: new Set() }
  return { text, changes: out.changes.sort((a, b) => a.line - b.line), settled: out.settled }
}

function errorsOf({ diagnostics }: FileTree): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error')
}

/** A mistake of the source is one afterwards. */
export function asFinding({ code, line, column, endColumn, message, hint }: Diagnostic): Finding {
  const why = 'Hilwright refuses it before a run.'
  return { code, line, column, endColumn, what: message, why, cure: hint ?? 'Put it right in the source.' }
}
