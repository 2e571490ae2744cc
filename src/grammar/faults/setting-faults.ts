import { recommendNames, withRecommendations } from './recommend-names.ts'

/** Why a known setting does not count: it was given before, or has so many values instead of one. */
export function settingFault(written: string, reason: 'repeated' | number): string {
  if (reason === 'repeated') return `Setting '${written}' is allowed only once. Only the first value is used.`
  return `Setting '${written}' accepts only one value, got ${reason}.`
}

/** Why a setting that its place does not have cannot be one. */
export function unknownSettingFault(written: string, place: 'test' | 'keyword', known: Known): string {
  if (!known.elsewhere)
    return withRecommendations(
      `Non-existing setting '${written}'.`,
      recommendNames(written, known.here, fold),
    )
  return `Setting '${written}' is not allowed with ${place === 'test' ? 'tests or tasks' : 'user keywords'}.`
}

/** The settings that there are: the names of those of this place, and whether some other place has it. */
interface Known {
  readonly here: readonly string[]
  readonly elsewhere: boolean
}

function fold(name: string): string {
  return name.toLowerCase().replace(/\s/g, '')
}
