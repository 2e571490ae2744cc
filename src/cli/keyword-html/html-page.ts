import { createHash } from 'node:crypto'
import type { KeywordPage } from '../keyword-pages/keyword-page.ts'
import { Anchors } from './anchors.ts'
import { argumentTable } from './argument-table.ts'
import { documentationHtml } from './documentation-html.ts'
import { escapeHtml } from './escape-html.ts'
import { keywordHtml } from './keyword-html.ts'
import { PAGE_SCRIPT } from './page-script.ts'
import { PAGE_STYLE } from './page-style.ts'

/** Up to so many keywords are shown unfolded. */
const UNFOLDED = 25

/** Documentation as one HTML document that asks nobody for anything. Private keywords are left out. */
export function htmlPage(given: readonly KeywordPage[]): string {
  const pages = given.map((page) => ({ ...page, keywords: page.keywords.filter((one) => !one.private) }))
  const anchors = new Anchors(pages)
  const count = pages.reduce((sum, { keywords }) => sum + keywords.length, 0)
  const title = pages.length === 1 && pages[0] !== undefined ? pages[0].name : 'Keywords'
  const sections = pages.map((page) => section(page, anchors, count <= UNFOLDED))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<div class="search"><label for="search">Search keywords</label>
<input id="search" type="search" placeholder="Search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" aria-describedby="count"><kbd>/</kbd></div>
<p id="count" role="status">${count} keywords</p>
${tagFilter(pages)}
<nav aria-label="Libraries and resources"><ul>
${pages.map((page) => navigation(page, anchors)).join('\n')}
</ul></nav>
</header>
<main>
${sections.join('\n')}
<p id="none" hidden>No keyword has all of this. <button type="button" id="clear">Show all</button></p>
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`
}

/** Nothing is loaded, and no script runs but that of the page: not even if a documentation could smuggle one in. */
function policy(): string {
  const hash = createHash('sha256').update(PAGE_SCRIPT).digest('base64')
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
}

function tagFilter(pages: readonly KeywordPage[]): string {
  const tags = new Set(pages.flatMap(({ keywords }) => keywords.flatMap((keyword) => keyword.tags)))
  if (tags.size === 0) return ''
  const buttons = [...tags]
    .sort((a, b) => a.localeCompare(b))
    .map(
      (tag) =>
        `<button type="button" aria-pressed="false" data-tag="${escapeHtml(tag)}">${escapeHtml(tag)}</button>`,
    )
  return `<div class="tags" role="group" aria-label="Only keywords with these tags">${buttons.join('')}</div>`
}

function navigation(page: KeywordPage, anchors: Anchors): string {
  const id = escapeHtml(anchors.idOf(page))
  return `<li data-page="${id}"><a href="#${encodeURIComponent(anchors.idOf(page))}">${escapeHtml(page.name)}<span>${page.keywords.length}</span></a></li>`
}

function section(page: KeywordPage, anchors: Anchors, unfolded: boolean): string {
  const id = escapeHtml(anchors.idOf(page))
  const find = (name: string) => anchors.find(name, page)
  const facts = [kindOf(page), page.version, page.source].filter((fact) => fact !== undefined)
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${escapeHtml(page.name)}</h2>
<p class="facts">${facts.map(escapeHtml).join(' · ')}</p>
<div class="doc">${documentationHtml(page.doc, find)}</div>
${page.inits.length === 0 ? '' : `<h3>Arguments of the import</h3>${argumentTable(page.inits, find)}`}
${page.keywords.map((keyword) => keywordHtml(keyword, { id: anchors.idOf(keyword), full: `${page.name}.${keyword.name}`, find, unfolded })).join('\n')}
</section>`
}

function kindOf({ type }: KeywordPage): string {
  return { LIBRARY: 'library', RESOURCE: 'resource file', SUITE: 'suite' }[type]
}
