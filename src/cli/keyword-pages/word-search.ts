import type { KeywordPage, PageKeyword } from './keyword-page.ts'
import { OTHER_WORDS } from './other-words.ts'

/**
 * Keywords that have to do with all the words, the nearest first: their names have them, or other words
 * for the same; then their documentation.
 */
export function searchPages(pages: readonly KeywordPage[], text: string): readonly KeywordPage[] {
  const asked = askedFor(text.toLowerCase().trim())
  const ranked = pages.flatMap((page) =>
    page.keywords
      .filter((keyword) => !keyword.private)
      .map((keyword) => ({ page, keyword, rank: rankOf(keyword, asked) })),
  )
  const best = Math.min(...ranked.map(({ rank }) => rank))
  // Documentation that has other words only is far off: it is asked where nothing else is found.
  const end = best < RANKS.otherDoc ? RANKS.otherDoc : RANKS.none
  const found = ranked.filter(({ rank }) => rank < end).sort((a, b) => a.rank - b.rank)
  return [...new Set(found.map(({ page }) => page))].map((page) => ({
    ...page,
    keywords: found.filter((one) => one.page === page).map(({ keyword }) => keyword),
  }))
}

/** A word as it was written, and others that stand for it. */
interface Asked {
  readonly written: string
  readonly others: readonly RegExp[]
}

const RANKS = { name: 0, otherName: 1, doc: 2, otherDoc: 3, none: 4 } as const

function rankOf({ name, doc, phrases, tags }: PageKeyword, asked: readonly Asked[]): number {
  const title = name.toLowerCase()
  const all = [name, doc, ...phrases, ...tags].join(' ').toLowerCase()
  const inTitle = farthest(title, asked)
  if (inTitle === 0) return RANKS.name
  if (inTitle < Number.POSITIVE_INFINITY) return RANKS.otherName + inTitle / 100
  const anywhere = farthest(all, asked)
  if (anywhere === 0) return RANKS.doc
  return anywhere < Number.POSITIVE_INFINITY ? RANKS.otherDoc + anywhere / 100 : RANKS.none
}

/** How far from the words as written those of a text are; 0 if it has them all, infinite if one is not there at all. */
function farthest(place: string, asked: readonly Asked[]): number {
  const distances = asked.map(({ written, others }) => {
    if (place.includes(written)) return 0
    const index = others.findIndex((other) => other.test(place))
    return index === -1 ? Number.POSITIVE_INFINITY : index + 1
  })
  return Math.max(...distances)
}

/** The words of a text; `turn off` is one if the table knows it. */
function askedFor(text: string): readonly Asked[] {
  const words = Object.hasOwn(OTHER_WORDS, text) ? [text] : text.split(/\s+/)
  return words.map((written) => ({
    written,
    others: (Object.hasOwn(OTHER_WORDS, written) ? (OTHER_WORDS[written] ?? []) : []).map(
      (word) => new RegExp(`\\b${word}`),
    ),
  }))
}
