import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { decodeSource } from '../../grammar/decode-source.ts'
import { bindSuite } from '../../keywords/binding/bind-suite.ts'
import { type Catalogue, normalizeName } from '../../keywords/catalogue/catalogue.ts'
import type { ConvertedText, Finding } from '../../keywords/converting/conversion.ts'
import { asFinding, convertText, keywordNames } from '../../keywords/converting/convert-text.ts'
import {
  type FoundFile,
  type PlannedFile,
  planConversion,
  renamedImport,
} from '../../keywords/converting/plan-conversion.ts'
import { standardCatalogue } from '../../keywords/libraries/standard.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { makeFolder } from '../../runtime/make-folder.ts'
import { type ConvertedFile, jsonReport, showReport } from '../convert/report.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { languageFiles, shownPath } from './language-files.ts'

/** What to convert, and where to. */
export interface ConvertRequest {
  readonly paths: readonly string[]
  /** The folder for the results; beside the sources if left out. */
  readonly to?: string
  readonly dryRun?: boolean
  readonly json?: boolean
  /** Replace files that are there. */
  readonly force?: boolean
}

/** Converts suites and resource files of Robot Framework, and reports what could not be carried. */
export function convertSuites(request: ConvertRequest, terminal: Terminal): number {
  const plan = planConversion(robotFiles(request.paths), request.to)
  refuseCollisions(plan, request)
  const results = convertAll(plan)
  if (!request.dryRun) for (const { file, text } of results) write(file.target, text)
  if (request.json) terminal.stdout.write(`${JSON.stringify(jsonReport(results), null, 2)}\n`)
  else showReport(results, request.dryRun ?? false, terminal)
  return results.some(({ findings }) => findings.length > 0) ? EXIT.failed : EXIT.passed
}

function robotFiles(paths: readonly string[]): FoundFile[] {
  const found = paths.flatMap((path) => {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
    const files = languageFiles([path]).filter((file) => /\.(robot|resource)$/i.test(file))
    return files.map((file) => ({ path: file, inside: isFolder ? relative(path, file) : basename(file) }))
  })
  if (found.length > 0) return [...new Map(found.map((file) => [resolve(file.path), file])).values()]
  throw new SuiteError('nothing-to-convert', 'There is no .robot or .resource file to convert.', {
    hint: 'Name files, or folders that hold some.',
  })
}

function refuseCollisions(plan: readonly PlannedFile[], { force, dryRun }: ConvertRequest): void {
  const targets = new Set<string>()
  for (const { source, target } of plan) {
    if (targets.has(target))
      throw new SuiteError('same-target', `Two files would become ${shownPath(target)}.`, {
        hint: 'Convert them one at a time, into different folders: --to DIR',
      })
    targets.add(target)
    if (source !== target && existsSync(target) && !force && !dryRun)
      throw new SuiteError('target-exists', `${shownPath(target)} is there already; nothing was written.`, {
        hint: 'Write somewhere else with --to DIR, or replace it with --force.',
      })
  }
}

function convertAll(plan: readonly PlannedFile[]): ConvertedFile[] {
  const catalogue = standardCatalogue()
  const names = [...catalogue.libraries, ...catalogue.importable].map(({ name }) => name)
  const libraries = new Set([...names, ...ALWAYS_THERE].map(normalizeName))
  const ownKeywords = new Set(plan.flatMap(({ text, kind }) => keywordNames(text, kind)))
  const checked = checkSources(plan, catalogue)
  return plan.map((file) => {
    const converted = convertText(file.text, {
      kind: file.kind,
      ownKeywords,
      renamed: (path) => renamedImport(path, file, plan),
      knowsLibrary: (name) => libraries.has(normalizeName(name)),
    })
    const findings = merged(converted, checked.get(file.source) ?? [])
    return { ...converted, file, findings: [...unreadable(file), ...findings] }
  })
}

/** What `hil check` says about the sources, by file: whatever it refuses is not carried either. */
function checkSources(plan: readonly PlannedFile[], catalogue: Catalogue): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>()
  for (const { source, kind } of plan) {
    if (kind !== 'suite') continue
    for (const diagnostic of bindSuite(source, catalogue).diagnostics)
      if (diagnostic.severity === 'error')
        found.set(diagnostic.file, [...(found.get(diagnostic.file) ?? []), asFinding(diagnostic)])
  }
  return found
}

/** Findings of both kinds, in order; where the converter says something about an import, it says more. */
function merged({ findings, settled }: ConvertedText, checked: readonly Finding[]): Finding[] {
  const imports = findings.filter(({ code }) => IMPORTS.has(code)).map(({ line }) => line)
  const known = new Set([...settled, ...imports])
  const places = new Set(findings.map(({ line, column }) => `${line}:${column}`))
  const others = checked.filter(({ line, column }) => !known.has(line) && !places.has(`${line}:${column}`))
  return [...findings, ...others].sort((a, b) => a.line - b.line || a.column - b.column)
}

function unreadable({ source }: PlannedFile): Finding[] {
  return decodeSource(readFileSync(source)).diagnostics.map(asFinding)
}

function write(target: string, text: string): void {
  makeFolder(dirname(target))
  writeFileSync(target, text)
}

/** Libraries that suites name though their keywords are always there. */
const ALWAYS_THERE = ['BuiltIn', 'JumpstarterLibrary', 'Hilwright', 'Remote']
/** Findings that say all about a row. */
const IMPORTS: ReadonlySet<string> = new Set(['python-library', 'python-variables'])
