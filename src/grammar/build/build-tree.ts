import type { Diagnostic } from '../diagnostic.ts'
import { buildSetting } from '../settings/build-setting.ts'
import { SettingReader } from '../settings/setting-reader.ts'
import type { FileTree, Setting, Test, UserKeyword, VariableRow } from '../tree.ts'
import { buildKeyword, buildTest } from './build-block.ts'
import { buildVariable } from './build-variable.ts'
import type { RowScope } from './row-scope.ts'
import type { FileShape, SectionShape } from './shape.ts'

/** Builds a file's tree from its rows and their shape. Settings come first: a template decides how tests are read. */
export function buildTree(shape: FileShape, scope: RowScope): FileTree {
  const reader = new SettingReader(scope, 'file')
  const settings = shape.flatMap((section) => sectionSettings(section, reader))
  const template = reader.get('Test Template')?.values[0]?.text
  const variables = shape.flatMap((section) => sectionVariables(section, scope))
  const place = { scope, templated: Boolean(template), taskHeaders: taskHeaders(scope) }
  const tests = shape.flatMap((section) => sectionTests(section, place))
  const keywords = shape.flatMap((section) => sectionKeywords(section, scope))
  const { sections, languages } = scope.table
  const diagnostics = scope.diagnostics.sort(byPlace)
  return { kind: scope.file, sections, languages, settings, variables, tests, keywords, diagnostics }
}

function sectionSettings(section: SectionShape, reader: SettingReader): Setting[] {
  return section.kind === 'settings' ? section.rows.map((row) => buildSetting(row, reader)) : []
}

function sectionVariables(section: SectionShape, scope: RowScope): VariableRow[] {
  return section.kind === 'variables' ? section.rows.map((row) => buildVariable(row, scope)) : []
}

interface TestsPlace {
  readonly scope: RowScope
  readonly templated: boolean
  readonly taskHeaders: ReadonlySet<number>
}

function sectionTests(section: SectionShape, { scope, templated, taskHeaders }: TestsPlace): Test[] {
  if (section.kind !== 'tests') return []
  const task = taskHeaders.has(scope.head(section.header).line)
  return section.blocks.map((block) => buildTest(block, { scope, templated, task }))
}

/** The lines of the headers that open sections of tasks, in whatever language. */
function taskHeaders({ table }: RowScope): ReadonlySet<number> {
  return new Set(table.sections.filter(({ kind }) => kind === 'Task').map(({ line }) => line))
}

function sectionKeywords(section: SectionShape, scope: RowScope): UserKeyword[] {
  return section.kind === 'keywords' ? section.blocks.map((block) => buildKeyword(block, scope)) : []
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.line - b.line || a.column - b.column
}
