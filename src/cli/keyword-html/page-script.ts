/** What the HTML document does: filtering, links to keywords, keys. It holds no `</`, so that it can stand in the document. */
export const PAGE_SCRIPT = `'use strict'
const search = document.getElementById('search')
const count = document.getElementById('count')
const none = document.getElementById('none')
const buttons = [...document.querySelectorAll('.tags button')]
const fold = (text) => text.toLowerCase().replace(/[ _]+/g, '')
const keywords = [...document.querySelectorAll('details.keyword')].map((element) => {
  const text = element.textContent.toLowerCase()
  const name = element.querySelector('h3').textContent
  return { element, name, open: element.open, tags: JSON.parse(element.dataset.tags), text: text + ' ' + fold(name) }
})
const sections = [...document.querySelectorAll('section')].map((element) => ({
  element,
  link: document.querySelector('li[data-page="' + CSS.escape(element.id) + '"]'),
  keywords: keywords.filter((keyword) => element.contains(keyword.element)),
}))

function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '')
  const tags = buttons.filter((one) => one.ariaPressed === 'true').map((one) => one.dataset.tag)
  const filtering = words.length + tags.length > 0
  let shown = 0
  for (const section of sections) {
    let here = 0
    for (const { element, text, tags: own } of section.keywords) {
      const fits = words.every((word) => text.includes(word)) && tags.every((tag) => own.includes(tag))
      element.hidden = !fits
      if (fits) here++
    }
    section.element.hidden = filtering && here === 0
    section.element.classList.toggle('filtered', filtering)
    section.link.classList.toggle('empty', here === 0)
    section.link.querySelector('span').textContent = here
    shown += here
  }
  const all = keywords.length + (keywords.length === 1 ? ' keyword' : ' keywords')
  count.textContent = filtering ? shown + ' of ' + all : all
  none.hidden = !filtering || shown > 0
  mark(words)
}

function mark(words) {
  if (!CSS.highlights) return
  CSS.highlights.clear()
  if (words.length === 0) return
  const ranges = []
  for (const { element } of keywords) {
    if (element.hidden) continue
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) for (const word of words) ranges.push(...rangesOf(walker.currentNode, word))
  }
  CSS.highlights.set('found', new Highlight(...ranges))
}

function rangesOf(node, word) {
  const text = node.data.toLowerCase()
  const ranges = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    const range = new Range()
    range.setStart(node, at)
    range.setEnd(node, Math.min(at + word.length, node.length))
    ranges.push(range)
  }
  return ranges
}

function clear() {
  search.value = ''
  for (const button of buttons) button.ariaPressed = 'false'
  filter()
}

// A link may write spaces, underscores and capitals as it likes; a keyword's name alone is enough.
function follow() {
  let wanted = ''
  try { wanted = fold(decodeURIComponent(location.hash.slice(1))) } catch { return }
  if (wanted === '') return
  const found =
    keywords.find(({ element }) => fold(element.id) === wanted) ?? keywords.find(({ name }) => fold(name) === wanted)
  if (found !== undefined) {
    if (found.element.hidden) clear()
    found.element.open = true
    found.element.scrollIntoView()
    found.element.querySelector('summary').focus({ preventScroll: true })
    return
  }
  const section = sections.find(({ element }) => fold(element.id) === wanted)
  if (section === undefined) return
  if (section.element.hidden) clear()
  section.element.scrollIntoView()
}

function step(by) {
  const list = keywords.filter(({ element }) => !element.hidden).map(({ element }) => element.querySelector('summary'))
  const at = list.indexOf(document.activeElement)
  if (at === 0 && by < 0) return search.focus()
  list[at === -1 ? 0 : Math.min(at + by, list.length - 1)]?.focus()
}

search.addEventListener('input', filter)
for (const button of buttons)
  button.addEventListener('click', () => {
    button.ariaPressed = button.ariaPressed === 'true' ? 'false' : 'true'
    filter()
  })
document.getElementById('clear').addEventListener('click', () => { clear(); search.focus() })
addEventListener('hashchange', follow)
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const inSearch = document.activeElement === search
  const onKeyword = document.activeElement?.matches('details.keyword > summary')
  if (event.key === '/' && !inSearch) search.focus()
  else if (event.key === 'Escape') clear()
  else if (event.key === 'ArrowDown' && (inSearch || onKeyword)) step(1)
  else if (event.key === 'ArrowUp' && onKeyword) step(-1)
  else return
  event.preventDefault()
})
filter()
follow()
`
