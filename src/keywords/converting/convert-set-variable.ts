import { type CallCells, isExpanded } from './call-cells.ts'

/**
 * `Set Variable` and `Set Suite Variable` and the like as VAR. Undefined where that might not be the same: several
 * values for one name, names that are made of other variables, and values that VAR takes for its options.
 */
export function convertSetVariable(name: string, { assign, args }: CallCells): string[][] | undefined {
  if (name === 'setvariable') {
    const [target = ''] = assign
    const variable = target.replace(/ ?=$/, '')
    return assign.length === 1 && isScalar(variable, args) ? [['VAR', variable, ...args]] : undefined
  }
  const scope = SCOPES.get(name)
  if (scope === undefined || assign.length > 0) return undefined
  const [written = '', ...values] = args
  const variable = withBraces(written)
  const isList = /^@\{[A-Za-z_][\w ]*\}$/.test(variable) && values.length > 0 && !values.some(isOption)
  return isScalar(variable, values) || isList ? [['VAR', variable, ...values, `scope=${scope}`]] : undefined
}

function isScalar(variable: string, values: readonly string[]): boolean {
  const [value] = values
  if (!/^\$\{[A-Za-z_][\w ]*\}$/.test(variable) || values.length !== 1 || value === undefined) return false
  return !isExpanded(value) && !isOption(value)
}

/** These keywords take a name as `$name` and with an escaped sigil as well. */
function withBraces(written: string): string {
  const plain = written.replace(/^\\/, '')
  return /^[$@][A-Za-z_]\w*$/.test(plain) ? `${plain.charAt(0)}{${plain.slice(1)}}` : plain
}

/** True for a value that would be an option of VAR, or of the keyword. */
function isOption(value: string): boolean {
  return /^(scope|separator|children)=/.test(value)
}

const SCOPES: ReadonlyMap<string, string> = new Map([
  ['settestvariable', 'TEST'],
  ['settaskvariable', 'TASK'],
  ['setsuitevariable', 'SUITE'],
  ['setglobalvariable', 'GLOBAL'],
])
