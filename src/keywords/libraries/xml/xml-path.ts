import { EvaluationError } from '../../value/evaluation-error.ts'
import type { XmlElement } from './xml-element.ts'

/** What a step of a path does with the elements found so far. */
type Step = (elements: Iterable<XmlElement>, root: XmlElement) => Iterable<XmlElement>
type Test = (element: XmlElement, root: XmlElement) => boolean

/**
 * The elements that a path leads to, in ElementTree's part of XPath: `a/b`, `*`, `.`, `..`, `.//a`, `{ns}a`, and the
 * conditions `[@a]`, `[@a='x']`, `[b]`, `[b='x']`, `[.='x']`, `[1]`, `[last()]`, `[last()-1]`, with `!=` for `=`.
 */
export function findElements(root: XmlElement, path: string): XmlElement[] {
  if (path.startsWith('/')) throw syntaxError('cannot use absolute path on element')
  let found: Iterable<XmlElement> = [root]
  for (const step of parsePath(path.endsWith('/') ? `${path}*` : path)) found = [...step(found, root)]
  return [...found]
}

const TOKEN =
  /'[^']*'|"[^"]*"|\/\/?|\.\.|\(\)|!=|[.*[\]()@=]|(?<name>(?:\{[^}]*\})?(?:\*|[^/[\]()@!=\s]+))|\s+/gy

interface Token {
  readonly text: string
  readonly isName: boolean
}

function parsePath(path: string): Step[] {
  const tokens = tokenize(path)
  const steps: Step[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token === undefined || token.text.trim() === '') continue
    if (token.text === '//') steps.push(descendants(tagTest(tokens[++at])))
    else if (token.text === '[') {
      const end = tokens.findIndex(({ text }, index) => index > at && text === ']')
      if (end < 0) throw syntaxError('invalid path')
      steps.push(condition(tokens.slice(at + 1, end).filter(({ text }) => text.trim() !== '')))
      at = end
    } else if (token.text !== '/') steps.push(simpleStep(token))
  }
  return steps
}

function tokenize(path: string): Token[] {
  const found = [...path.matchAll(TOKEN)]
  const length = found.reduce((sum, [text]) => sum + text.length, 0)
  if (length < path.length) throw syntaxError('invalid path')
  return found.map(({ 0: text, groups }) => {
    const isName = groups?.name !== undefined
    if (isName && !text.startsWith('{') && text.includes(':'))
      throw syntaxError(`prefix '${text.split(':')[0]}' not found in prefix map`)
    return { text, isName }
  })
}

function simpleStep(token: Token): Step {
  if (token.text === '.') return (elements) => elements
  if (token.text === '..') return parents
  const matches = tagTest(token)
  return function* (elements) {
    for (const element of elements) yield* element.children.filter(matches)
  }
}

function* parents(elements: Iterable<XmlElement>, root: XmlElement): Generator<XmlElement> {
  const known = parentsIn(root)
  const found = [...elements].map((element) => known.get(element))
  for (const parent of new Set(found)) if (parent !== undefined) yield parent
}

function parentsIn(root: XmlElement): Map<XmlElement, XmlElement> {
  const known = new Map<XmlElement, XmlElement>()
  for (const parent of root.all()) for (const child of parent.children) known.set(child, parent)
  return known
}

function descendants(matches: (element: XmlElement) => boolean): Step {
  return function* (elements) {
    for (const element of elements)
      for (const inner of element.all()) if (inner !== element && matches(inner)) yield inner
  }
}

/** `name`, `*`, `{ns}name`, `{*}name`, `{ns}*`, `{}name`. */
function tagTest(token: Token | undefined): (element: XmlElement) => boolean {
  if (token === undefined || !(token.isName || token.text === '*')) throw syntaxError('invalid path')
  const { text } = token
  if (text === '*' || text === '{*}*') return () => true
  if (text === '{}*') return ({ tag }) => !tag.startsWith('{')
  if (text.startsWith('{*}')) return ({ tag }) => tag === text.slice(3) || tag.endsWith(text.slice(2))
  if (text.endsWith('}*')) return ({ tag }) => tag.startsWith(text.slice(0, -1))
  const wanted = text.replace(/^\{\}/, '')
  return ({ tag }) => tag === wanted
}

function condition(tokens: readonly Token[]): Step {
  const shape = tokens.map(({ text, isName }) => (isName ? 'n' : /^['"]/.test(text) ? 's' : text)).join(' ')
  const [first = '', second = ''] = tokens.map(({ text }) => text)
  const value = tokens.at(-1)?.text.slice(1, -1) ?? ''
  const negated = shape.includes('!=')
  if (shape === '@ n') return keeping(({ attrib }) => attrib.has(second))
  if (/^@ n !?= s$/.test(shape))
    return keeping(({ attrib }) => attrib.has(second) && (attrib.get(second) === value) !== negated)
  if (/^\. !?= s$/.test(shape)) return keeping(({ wholeText }) => (wholeText === value) !== negated)
  if (isIndex(shape, first)) return atIndex(indexOf(tokens))
  if (shape === 'n') return keeping(hasChild(first, () => true))
  if (/^n !?= s$/.test(shape)) return keeping(hasChild(first, (text) => (text === value) !== negated))
  throw syntaxError('invalid predicate')
}

function keeping(test: Test): Step {
  return function* (elements, root) {
    for (const element of elements) if (test(element, root)) yield element
  }
}

function hasChild(name: string, matches: (text: string) => boolean): Test {
  const test = tagTest({ text: name, isName: true })
  return ({ children }) => children.some((child) => test(child) && matches(child.wholeText))
}

function isIndex(shape: string, first: string): boolean {
  return (shape === 'n' && /^-?\d+$/.test(first)) || shape === 'n ()' || shape === 'n () n'
}

/** From zero; below zero counted from the end. */
function indexOf([name, call, offset]: readonly Token[]): number {
  if (call === undefined) {
    const index = Number(name?.text) - 1
    if (index < 0) throw syntaxError('XPath position >= 1 expected')
    return index
  }
  if (name?.text !== 'last') throw syntaxError('unsupported function')
  if (offset === undefined) return -1
  const back = /^-\d+$/.test(offset.text) ? Number(offset.text) : Number.NaN
  if (Number.isNaN(back)) throw syntaxError('unsupported expression')
  if (back > -1) throw syntaxError('XPath offset from last() must be negative')
  return back - 1
}

/** The place among the brothers of the same name. */
function atIndex(index: number): Step {
  return (elements, root) => {
    const known = parentsIn(root)
    return [...elements].filter((element) => {
      const brothers = known.get(element)?.children.filter(({ tag }) => tag === element.tag)
      return brothers?.at(index) === element
    })
  }
}

function syntaxError(message: string): EvaluationError {
  return new EvaluationError('SyntaxError', message)
}
