import { normalizeName } from '../../keywords/catalogue/catalogue.ts'
import type { KeywordPage, PageKeyword } from '../keyword-pages/keyword-page.ts'

/** The places in one HTML document that links lead to. */
export class Anchors {
  readonly #ids = new Map<object, string>()
  readonly #taken = new Set<string>()
  readonly #byName = new Map<string, string>()

  constructor(pages: readonly KeywordPage[]) {
    for (const page of pages) this.#add(page, page.name, [page.name])
    for (const page of pages)
      for (const keyword of page.keywords) {
        const full = `${page.name}.${keyword.name}`
        this.#add(keyword, full, [full, keyword.name])
      }
  }

  /** The id of a page or keyword: `Collections.Append_To_List`; underscores mean the same as spaces. */
  idOf(target: KeywordPage | PageKeyword): string {
    return this.#ids.get(target) ?? ''
  }

  /** The address of what a name stands for, of two keywords of one name that of the same page. */
  find(name: string, from: KeywordPage): string | undefined {
    const own = this.#byName.get(normalizeName(`${from.name}.${name}`))
    const id = own ?? this.#byName.get(normalizeName(name))
    return id === undefined ? undefined : `#${encodeURIComponent(id)}`
  }

  #add(target: object, name: string, names: readonly string[]): void {
    const wanted = name.trim().replace(/\s+/g, '_')
    let id = wanted
    for (let count = 2; this.#taken.has(id.toLowerCase()); count++) id = `${wanted}-${count}`
    this.#taken.add(id.toLowerCase())
    this.#ids.set(target, id)
    for (const one of names.map(normalizeName)) if (!this.#byName.has(one)) this.#byName.set(one, id)
  }
}
