import { type ModelStep, optional, stepModels, texts } from './model-step.ts'
import { joinDocumentation } from './settings/documentation.ts'
import type { Cell, FileKind, FileTree, Setting, Test, UserKeyword, VariableRow } from './tree.ts'

/** What a model holds beside the structure. */
export interface ModelOptions {
  /** Adds the line of each test, keyword, setting and step. */
  readonly lines?: boolean
}

/** One file in the schema `robot-model/1`: the structure without layout, to compare parsers of the language by. */
export interface FileModel {
  readonly kind: FileKind
  readonly sections: readonly string[]
  readonly languages: readonly string[]
  readonly settings: readonly SettingModel[]
  readonly variables: readonly VariableModel[]
  readonly tests: readonly BlockModel[]
  readonly keywords: readonly BlockModel[]
  /** Lines with an error, sorted. */
  readonly errors: readonly number[]
}

/** A setting; a row that is none has `type: 'error'` instead of a name. */
interface SettingModel {
  readonly name?: string
  readonly type?: 'error'
  readonly values: readonly string[]
  readonly alias?: string
  readonly line?: number
}

/** A row of the variables section. */
interface VariableModel {
  readonly name: string
  readonly values: readonly string[]
  readonly separator?: string
  readonly line?: number
}

/** A test, task or keyword. */
interface BlockModel {
  readonly name: string
  readonly settings: readonly SettingModel[]
  readonly body: readonly ModelStep[]
  readonly task?: true
  readonly line?: number
}

/** Converts a file's tree to the schema `robot-model/1`. */
export function toRobotModel(tree: FileTree, options: ModelOptions = {}): FileModel {
  const errors = tree.diagnostics.filter(({ severity }) => severity === 'error').map(({ line }) => line)
  return {
    kind: tree.kind,
    sections: tree.sections.map(({ kind }) => kind),
    languages: tree.languages,
    settings: tree.settings.map((setting) => settingModel(setting, options)),
    variables: tree.variables.map((variable) => variableModel(variable, options)),
    tests: tree.tests.map((test) => blockModel(test, options)),
    keywords: tree.keywords.map((keyword) => blockModel(keyword, options)),
    errors: [...new Set(errors)].sort((a, b) => a - b),
  }
}

function settingModel({ name, cell, values, alias }: Setting, options: ModelOptions): SettingModel {
  const line = options.lines ? { line: cell.line } : {}
  if (name === 'error') return { type: 'error', values: [cell.text], ...line }
  return { name, values: settingValues(name, values), ...optional('alias', alias), ...line }
}

function settingValues(name: string, values: readonly Cell[]): string[] {
  if (name === 'Documentation') return [joinDocumentation(values)]
  if (name === 'Metadata') return [values[0]?.text ?? '', joinDocumentation(values.slice(1))]
  return name === 'Library' && values.length === 0 ? [''] : texts(values)
}

function variableModel({ name, values, separator }: VariableRow, options: ModelOptions): VariableModel {
  const line = options.lines ? { line: name.line } : {}
  return { name: name.text, values: texts(values), ...optional('separator', separator), ...line }
}

function blockModel(block: Test | UserKeyword, options: ModelOptions): BlockModel {
  const settings = block.settings.map((setting) => settingModel(setting, options))
  const body = stepModels(block.body, options.lines ?? false)
  const task = 'task' in block && block.task ? ({ task: true } as const) : {}
  return {
    name: block.name.text,
    settings,
    body,
    ...task,
    ...(options.lines ? { line: block.name.line } : {}),
  }
}
