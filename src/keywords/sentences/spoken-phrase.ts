import type { Keyword } from '../catalogue/keyword.ts'

/** How a keyword is written as a sentence. */
export function sentenceForms(keyword: Keyword): string[] {
  return (keyword.phrases ?? []).map((phrase) => spokenPhrase(phrase, keyword))
}

/** A phrase as readers see it: without the signs that tell slots apart, and with one `{step}` for what is run. */
export function spokenPhrase(phrase: string, { arguments: list }: Pick<Keyword, 'arguments'>): string {
  return phrase
    .replace(/\{\w+=\}/g, '{key}={value}, …')
    .replace(/\{(\w+)\*\}/g, '{$1}, …')
    .replace(/\{(\w+)\.\.\.\}/g, (_, name: string) =>
      list.some((one) => one.name === name) ? `{${name}}` : '{step}',
    )
    .replace(/_\}/g, '}')
}
