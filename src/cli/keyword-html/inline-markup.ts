import { escapeHtml } from './escape-html.ts'

/** The address of what a name in backticks stands for; undefined for what is no name here. */
export type FindReference = (name: string) => string | undefined

const MARKUP = new RegExp(
  [
    /``(?<code>[^\n]+?)``/,
    /`(?<reference>[^`\n]+)`/,
    /\[(?<target>[^|[\]\s]+)\|(?<label>[^|\]\n]+)\]/,
    /(?<url>https?:\/\/[^\s<>"'|\]]*[^\s<>"'|\].,:;!?)])/,
    /(?<![\w*])\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])/,
    /(?<!\w)_(?<italic>[^\s_](?:[^\n]*?[^\s_])?)_(?!\w)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** Robot's inline markup as HTML: `*bold*`, `_italic_`, code and names in backticks, links. All else is escaped. */
export function inlineMarkup(text: string, find: FindReference): string {
  let html = ''
  let end = 0
  for (const match of text.matchAll(MARKUP)) {
    html += escapeHtml(text.slice(end, match.index)) + element(match, find)
    end = match.index + match[0].length
  }
  return html + escapeHtml(text.slice(end))
}

function element({ 0: all, groups = {} }: RegExpMatchArray, find: FindReference): string {
  const { code, reference, target, label, url, bold, italic } = groups
  if (code !== undefined) return `<code>${escapeHtml(code)}</code>`
  if (reference !== undefined) return referenceTo(reference, find)
  if (bold !== undefined) return `<b>${inlineMarkup(bold, find)}</b>`
  if (italic !== undefined) return `<em>${inlineMarkup(italic, find)}</em>`
  if (url !== undefined) return link(url, escapeHtml(url))
  return target !== undefined && label !== undefined && isSafe(target)
    ? link(target, escapeHtml(label))
    : escapeHtml(all)
}

function referenceTo(name: string, find: FindReference): string {
  const address = find(name)
  const shown = `<code>${escapeHtml(name)}</code>`
  return address === undefined ? shown : `<a href="${escapeHtml(address)}">${shown}</a>`
}

/** Addresses that only lead somewhere; others could run code. */
function isSafe(target: string): boolean {
  return /^(?:https?:\/\/|mailto:|#)/i.test(target)
}

function link(target: string, label: string): string {
  return `<a href="${escapeHtml(target)}" rel="noreferrer">${label}</a>`
}
