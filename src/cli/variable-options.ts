import { Option } from 'commander'

/** What the options for variables hold. */
export interface VariableOptions {
  readonly variable?: readonly string[] | undefined
  readonly variablefile?: readonly string[] | undefined
}

/** `--variable NAME:value`, any number of times. */
export function variableOption(): Option {
  const option = new Option(
    '-v, --variable <name:value>',
    'give every suite a variable; "NAME: Secret:value" hides it',
  )
  return option.argParser(collect)
}

/** `--variablefile FILE`, any number of times. */
export function variableFileOption(): Option {
  return new Option(
    '--variablefile <file>',
    'give every suite the variables of a YAML or JSON file',
  ).argParser(collect)
}

/** Keeps the variables where this process and those that it starts find them. Throws a SuiteError if one is wrong. */
export async function giveVariables({ variable = [], variablefile = [] }: VariableOptions): Promise<void> {
  if (variable.length === 0 && variablefile.length === 0) return
  const { announceVariables } = await import('../playwright/config/environment.ts')
  const { resolve } = await import('node:path')
  const { existsSync } = await import('node:fs')
  // A file of this folder is named in full: workers may look from another.
  const files = variablefile.map((file) => (existsSync(file) ? resolve(file) : file))
  announceVariables({ variables: variable, files })
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
