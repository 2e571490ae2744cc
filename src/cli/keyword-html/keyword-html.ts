import { type PageKeyword, shortDoc, shownArgument } from '../keyword-pages/keyword-page.ts'
import { argumentTable } from './argument-table.ts'
import { documentationHtml } from './documentation-html.ts'
import { escapeHtml } from './escape-html.ts'
import { type FindReference, inlineMarkup } from './inline-markup.ts'

/** Where a keyword stands in the document. */
export interface KeywordPlace {
  readonly id: string
  /** Its name with that of its library. */
  readonly full: string
  readonly find: FindReference
  readonly unfolded: boolean
}

/** A keyword that unfolds: its call and its first words, then all about it. */
export function keywordHtml(keyword: PageKeyword, { id, full, find, unfolded }: KeywordPlace): string {
  const { name, doc, tags, deprecated } = keyword
  const call = keyword.arguments.map((argument) => `<code>${escapeHtml(shownArgument(argument))}</code>`)
  return `<details class="keyword" id="${escapeHtml(id)}" data-tags="${escapeHtml(JSON.stringify(tags))}"${unfolded ? ' open' : ''}>
<summary><h3>${escapeHtml(name)}</h3>${deprecated ? '<span class="deprecated">deprecated</span>' : ''}<span class="call">${call.join(' ')}</span><span class="short">${inlineMarkup(shortDoc(doc), () => undefined)}</span></summary>
<div class="body">
<div class="doc">${documentationHtml(doc, find)}</div>
${sentences(keyword)}
${argumentTable(keyword.arguments, find)}
<p class="foot">${tags.map((tag) => `<span class="tag">${escapeHtml(tag)}</span>`).join('')}<a class="link" href="#${encodeURIComponent(id)}">${escapeHtml(full)}</a></p>
</div>
</details>`
}

function sentences({ phrases }: PageKeyword): string {
  if (phrases.length === 0) return ''
  const items = phrases.map((phrase) => `<li>${withSlots(phrase)}</li>`)
  return `<ul class="sentences" aria-label="As a sentence">${items.join('')}</ul>`
}

/** The slots of a sentence stand out from its words. */
function withSlots(phrase: string): string {
  return phrase
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{') ? `<var>${escapeHtml(part.slice(1, -1))}</var>` : escapeHtml(part)))
    .join('')
}
