import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** A page for users, in Markdown. */
export interface Page {
  /** Path from the root. */
  readonly path: string
  readonly text: string
}

/** A fenced example of a page. */
export interface Example {
  readonly page: string
  /** Line of its first row in the page. */
  readonly line: number
  readonly language: string
  /** What stands behind the language: `wrong` for an example of a mistake. */
  readonly mark: string
  readonly text: string
}

/** Every page that users read. */
export function readPages(): Page[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
  const paths = ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => join('docs', name))]
  return paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

/** The fenced examples of pages, in order. */
export function examplesOf(pages: readonly Page[]): Example[] {
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^```(\w+)?(?: +(\w+))?\n(.*?)^```$/gms)].map((match) => ({
      page: path,
      line: text.slice(0, match.index).split('\n').length + 1,
      language: match[1] ?? '',
      mark: match[2] ?? '',
      text: match[3] ?? '',
    })),
  )
}

/** Where an example stands, for messages. */
export function placeOf({ page, line }: Example): string {
  return `${page}:${line}`
}

/** Links of a page to files of the repository that are not there, and to headings that their page has not. */
export function brokenLinks(page: Page, exists: (path: string) => boolean, pages: readonly Page[]): string[] {
  const prose = page.text.replace(/^```.*?^```$/gms, '').replace(/`[^`]*`/g, '')
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false
    const [file = '', heading] = target.split('#')
    const path = file === '' ? page.path : relative(ROOT, join(ROOT, dirname(page.path), file))
    const linked = pages.find((candidate) => candidate.path === path)
    if (heading !== undefined && linked !== undefined) return !headingsOf(linked).includes(heading)
    return !exists(join(ROOT, path))
  })
}

/** The anchors that GitHub gives to the headings of a page. */
function headingsOf({ text }: Page): string[] {
  return [...text.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
