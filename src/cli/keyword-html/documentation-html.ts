import { escapeHtml } from './escape-html.ts'
import { type FindReference, inlineMarkup } from './inline-markup.ts'

/** One kind of block: which lines it is made of, and what becomes of them. */
interface BlockKind {
  readonly begins: RegExp
  /** Lines that belong to it after the first; those that begin it, if left out. */
  readonly goesOn?: RegExp
  toHtml(lines: readonly string[], find: FindReference): string
}

const KINDS: readonly BlockKind[] = [
  { begins: /^\s*(={1,3}) \S.* \1\s*$/, goesOn: /(?!)/, toHtml: ([line = ''], find) => heading(line, find) },
  { begins: /^\s*-{3,}\s*$/, goesOn: /(?!)/, toHtml: () => '<hr>' },
  { begins: /^\s*\| (?:.* )?\|\s*$/, toHtml: table },
  { begins: /^\s*\|(?: |$)/, toHtml: preformatted },
  { begins: /^\s*[-*] \S/, goesOn: /^\s*[-*] \S|^\s+\S/, toHtml: list },
]
const PARAGRAPH: BlockKind = {
  begins: /\S/,
  toHtml: (lines, find) => `<p>${inlineMarkup(lines.map((line) => line.trim()).join(' '), find)}</p>`,
}

/** A documentation in Robot's format as HTML: paragraphs, headings, lists, tables, preformatted text, rulers. */
export function documentationHtml(doc: string, find: FindReference): string {
  const lines = doc.split(/\r?\n/)
  let html = ''
  for (let at = 0; at < lines.length; ) {
    const kind = kindOf(lines[at] ?? '')
    const end = endOf(lines, at, kind)
    if (kind !== undefined) html += kind.toHtml(lines.slice(at, end), find)
    at = end
  }
  return html
}

/** Undefined for an empty line. */
function kindOf(line: string): BlockKind | undefined {
  return line.trim() === '' ? undefined : (KINDS.find(({ begins }) => begins.test(line)) ?? PARAGRAPH)
}

function endOf(lines: readonly string[], start: number, kind: BlockKind | undefined): number {
  const belongs = (line: string) =>
    kind?.goesOn === undefined ? kindOf(line) === kind : kind.goesOn.test(line)
  let end = start + 1
  while (end < lines.length && belongs(lines[end] ?? '')) end++
  return end
}

/** The page has headings of its own above. */
function heading(line: string, find: FindReference): string {
  const [, signs = '=', text = ''] = /^(=+) (.*) =+$/.exec(line.trim()) ?? []
  const tag = `h${signs.length + 3}`
  return `<${tag}>${inlineMarkup(text, find)}</${tag}>`
}

/** Cells such as `=Name=` are headings. */
function table(lines: readonly string[], find: FindReference): string {
  const rows = lines.map((line) => {
    const cells = line
      .trim()
      .slice(1, -1)
      .split(/ \|(?= |$)/)
    return `<tr>${cells.map((cell) => tableCell(cell.trim(), find)).join('')}</tr>`
  })
  return `<div class="wide"><table>${rows.join('')}</table></div>`
}

function tableCell(cell: string, find: FindReference): string {
  const title = /^=(.*)=$/.exec(cell)?.[1]
  return title === undefined
    ? `<td>${inlineMarkup(cell, find)}</td>`
    : `<th>${inlineMarkup(title.trim(), find)}</th>`
}

function preformatted(lines: readonly string[]): string {
  return `<pre>${lines.map((line) => escapeHtml(line.trimStart().slice(2))).join('\n')}</pre>`
}

function list(lines: readonly string[], find: FindReference): string {
  const items: string[] = []
  for (const line of lines) {
    const item = /^\s*[-*] (.*)$/.exec(line)?.[1]
    if (item === undefined) items.push(`${items.pop() ?? ''} ${line.trim()}`)
    else items.push(item)
  }
  return `<ul>${items.map((item) => `<li>${inlineMarkup(item.trim(), find)}</li>`).join('')}</ul>`
}
