import type { BoundCall } from '../checking/device-needs.ts'
import { compileCondition } from '../variables/condition.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'

/** Checks whose arguments hold nothing that could change: they pass, or fail, whatever the device does. */
export function constantAssertions({ calls }: LintedFile, add: AddRemark): void {
  for (const call of calls) {
    const count = call.found?.kind === 'library' ? comparedBy(call) : 0
    const compared = call.args.slice(0, count)
    if (count === 0 || compared.length < count || !compared.every(({ text }) => isConstant(text))) continue
    if (count === 1 && hasNames(compared[0]?.text)) continue
    const values = compared.map(({ text }) => `"${text}"`).join(' and ')
    const message = `This checks ${values}, which never ${count === 1 ? 'changes' : 'change'}: nothing of the device is tested.`
    const hint = 'Check a value that was read from the device, in a variable.'
    add(call.name, warning('constant-assertion', message, hint))
  }
}

/** How many first arguments a check of BuiltIn compares; 0 for other keywords. */
function comparedBy({ found }: BoundCall): number {
  if (found?.kind !== 'library') return 0
  const { name, library } = found.keyword
  if (library !== 'BuiltIn' && !name.startsWith('Check That')) return 0
  if (/^Should (Not )?Be True$/.test(name)) return 1
  return /^Should (Not )?(Be Equal|Contain$|Start With|End With|Match)/.test(name) ? 2 : 0
}

/** True for text, numbers and constants such as `${TRUE}`. */
function isConstant(text: string | undefined): boolean {
  if (text === undefined) return false
  const rest = text.replace(/\$\{(?:true|false|none|null|empty|space|-?[\d.]+)\}/gi, '')
  return !/[$@&%]\{|\$\w/.test(rest)
}

/** True for an expression that reads variables by their names alone, or calls something. */
function hasNames(text: string | undefined): boolean {
  return text === undefined || /\w\(/.test(text) || compileCondition(text).names.length > 0
}
