import { pathToFileURL } from 'node:url'
import type { Problem } from '../../runtime/problem.ts'
import { packageVersion } from '../version.ts'
import type { CheckResult } from './check-result.ts'
import { relativePath } from './relative-path.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const ROOT = 'SRCROOT'

/** The result of a check as SARIF 2.1.0, which code scanning services read. */
export function sarifOutput({ problems }: CheckResult): string {
  const codes = [...new Set(problems.map((problem) => problem.code))].sort()
  const run = {
    tool: {
      driver: { name: 'Hilwright', semanticVersion: packageVersion(), rules: codes.map((id) => ({ id })) },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { uri: `${pathToFileURL(process.cwd()).href}/` } },
    results: problems.map((problem) => resultOf(problem, codes.indexOf(problem.code))),
  }
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`
}

function resultOf(problem: Problem, ruleIndex: number): object {
  const { code, severity, message, hint, file, line, excerpt, fix } = problem
  const artifactLocation = locationOf(file)
  const region = { ...regionOf(problem, line), snippet: { text: excerpt } }
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: hint === undefined ? message : `${message}\n${hint}` },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    ...(fix === undefined ? {} : { fixes: [fixOf(fix, artifactLocation)] }),
  }
}

function fixOf({ edits }: NonNullable<Problem['fix']>, artifactLocation: object): object {
  const replacements = edits.map((edit) => ({
    deletedRegion: regionOf(edit, edit.line),
    insertedContent: { text: edit.text },
  }))
  return { artifactChanges: [{ artifactLocation, replacements }] }
}

function regionOf({ column, endColumn }: { column: number; endColumn: number }, line: number): object {
  return { startLine: line, startColumn: column, endLine: line, endColumn }
}

/** A path below this folder is relative to it, so that the service finds it in its own copy. */
function locationOf(file: string): object {
  const path = relativePath(file)
  if (path.startsWith('..')) return { uri: pathToFileURL(file).href }
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT }
}
