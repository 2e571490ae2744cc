import type { FileModel } from '../../src/grammar/model.ts'

/** Any part of a model: ours and the one of Robot's own parser have the same shape. */
type Part = Readonly<Record<string, unknown>>

/** A model as short lines: the line in the file, then what stands there, two spaces for each level. */
export function outlineModel(model: FileModel): string[] {
  const { sections, languages, settings, variables, tests, keywords } = model
  return [
    ...(sections.length > 0 ? [`sections  ${sections.join(', ')}`] : []),
    ...(languages.length > 0 ? [`languages  ${languages.join(', ')}`] : []),
    ...(settings as unknown as Part[]).map((setting) => numbered(setting, settingText(setting))),
    ...(variables as unknown as Part[]).map((variable) => numbered(variable, variableText(variable))),
    ...(tests as unknown as Part[]).flatMap((test) => block(test, test.task === true ? 'task' : 'test')),
    ...(keywords as unknown as Part[]).flatMap((keyword) => block(keyword, 'keyword')),
  ]
}

/** The settings and steps of a test or keyword, without its name. */
export function outlineBody(part: Part, depth = 0): string[] {
  return [
    ...list(part.settings).map((setting) => numbered(setting, settingText(setting), depth)),
    ...list(part.body).flatMap((step) => outlineStep(step, depth)),
  ]
}

function block(part: Part, kind: string): string[] {
  return [numbered(part, `${kind} ${cell(part.name)}`), ...outlineBody(part, 1)]
}

function outlineStep(step: Part, depth: number): string[] {
  const branches = list(step.branches)
  if (branches.length === 0)
    return [
      numbered(step, stepText(step), depth),
      ...list(step.body).flatMap((inner) => outlineStep(inner, depth + 1)),
    ]
  return branches.flatMap((branch, index) => [
    numbered(index === 0 ? step : {}, branchText(step, branch, index), depth),
    ...list(branch.body).flatMap((inner) => outlineStep(inner, depth + 1)),
  ])
}

function stepText(step: Part): string {
  switch (step.type) {
    case 'call':
      return `${assigned(step)}${[step.keyword, ...cells(step.args)].map(cell).join(' | ')}`
    case 'template':
      return `template  ${row(step.args)}`
    case 'var':
      return withOptions(`VAR ${cell(step.name)} = ${row(step.values)}`, step, ['scope', 'separator'])
    case 'for':
      return withOptions(
        `FOR ${row(step.variables)} ${String(step.flavor ?? '(no IN)')} ${row(step.values)}`,
        ...([step, ['start', 'mode', 'fill']] as const),
      )
    case 'while':
      return withOptions(`WHILE ${cell(step.condition)}`, step, ['limit', 'on_limit', 'on_limit_message'])
    case 'retry':
      return withOptions('RETRY', step, ['for', 'times', 'every'])
    case 'group':
      return `GROUP ${cell(step.name)}`
    case 'error':
      return `error  ${row(step.values)}`
    default:
      return `${String(step.type).toUpperCase()} ${row(step.values ?? [])}`.trimEnd()
  }
}

function branchText(step: Part, branch: Part, index: number): string {
  const lead = index === 0 ? `${assigned(step)}${step.inline === true ? 'inline ' : ''}` : ''
  const kind = String(branch.kind).toUpperCase()
  const cellsOf = branch.condition === undefined ? row(branch.patterns ?? []) : cell(branch.condition)
  return withOptions(`${lead}${kind} ${cellsOf}`.trimEnd(), branch, ['pattern_type', 'as'])
}

function settingText(setting: Part): string {
  const name = setting.type === 'error' ? 'error ' : `[${String(setting.name)}]`
  return withOptions(`${name} ${row(setting.values)}`.trimEnd(), setting, ['alias'])
}

function variableText(variable: Part): string {
  if (variable.type === 'error') return `error  ${row(variable.values)}`
  return withOptions(`${cell(variable.name)} = ${row(variable.values)}`.trimEnd(), variable, ['separator'])
}

function assigned(step: Part): string {
  const names = cells(step.assign ?? [])
  return names.length > 0 ? `${names.map(cell).join(', ')} = ` : ''
}

function withOptions(text: string, part: Part, names: readonly string[]): string {
  const given = names
    .filter((name) => part[name] !== undefined)
    .map((name) => `  ${name}: ${cell(part[name])}`)
  return text + given.join('')
}

function numbered(part: Part, text: string, depth = 0): string {
  return `${String(part.line ?? '').padStart(3)}  ${'  '.repeat(depth)}${text.trimEnd()}`
}

function row(values: unknown): string {
  return cells(values).map(cell).join(' | ')
}

/** A cell as it is, or in JSON's quotes where one would not see where it begins and ends. */
function cell(text: unknown): string {
  const plain = String(text)
  return plain === '' || /^[\s"]|\s$|[|\n\r\t\0\u00a0]/.test(plain) ? JSON.stringify(plain) : plain
}

function list(value: unknown): Part[] {
  return Array.isArray(value) ? (value as Part[]) : []
}

function cells(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
