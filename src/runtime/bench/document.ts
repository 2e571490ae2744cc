import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import type { z } from 'zod'
import { messageOf } from '../errors.ts'
import { didYouMean } from '../neighbours.ts'
import type { Problem } from '../problem.ts'
import { isMissing, keysAt, nearestIssues } from './schema-issues.ts'

type Path = readonly PropertyKey[]

/** The values that a bench file takes from the environment and from files; none of a file that is not there. */
export function secretsOfBenchFile(file: string): readonly string[] {
  return existsSync(file) ? new ConfigDocument(file, readFileSync(file, 'utf8')).secrets : []
}

/** A YAML or JSON file that is read once and remembers where each value stands. */
export class ConfigDocument {
  readonly file: string
  readonly problems: Problem[] = []
  /** Values that came from `${env:…}` or `${file:…}`: mask them wherever text leaves the process. */
  readonly secrets: string[] = []
  readonly #lines = new LineCounter()
  readonly #text: string
  readonly #document: Document
  #unreadable = false

  constructor(file: string, text: string) {
    this.file = file
    this.#text = text
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false })
    for (const error of [...this.#document.errors, ...this.#document.warnings])
      this.#add('yaml-syntax', error.message, { offsets: error.pos })
    this.#resolveReferences()
  }

  /** The file's content as plain data; nothing if it cannot be read, which is a problem then. */
  value(): { readonly content: unknown } | undefined {
    if (this.#unreadable || this.#document.errors.length > 0) return undefined
    try {
      return { content: this.#document.toJS() }
    } catch (error) {
      this.#add('yaml-syntax', messageOf(error), { offsets: [0, 1] })
      return undefined
    }
  }

  /** Adds a problem at the value, or at the key, that stands at `path`. */
  report(
    path: Path,
    problem: { code: string; message: string; hint?: string | undefined; atKey?: boolean },
  ): void {
    this.#add(problem.code, problem.message, {
      offsets: this.#offsets(path, problem.atKey ?? false),
      hint: problem.hint,
    })
  }

  /** Checks a value against a schema; each issue becomes a problem at its line. Undefined if there was any. */
  check<S extends z.ZodType>(schema: S, value: unknown, path: Path): z.output<S> | undefined {
    const result = schema.safeParse(value)
    if (result.success) return result.data
    for (const issue of nearestIssues(result.error.issues)) this.#reportIssue(issue, path, schema)
    return undefined
  }

  #reportIssue(issue: z.core.$ZodIssue, base: Path, schema: z.ZodType): void {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys)
        this.report([...path, key], {
          code: 'unknown-key',
          message: `I do not know the key "${key}" here.`,
          hint: didYouMean(key, keysAt(schema, issue.path)),
          atKey: true,
        })
      return
    }
    const place = path.length === 0 ? 'the file' : `"${path.map(String).join('.')}"`
    const message = isMissing(issue)
      ? `${place} is missing.`
      : `The value of ${place} is wrong: ${issue.message}.`
    this.report(path, { code: 'wrong-value', message })
  }

  #add(
    code: string,
    message: string,
    at: { offsets: readonly [number, number]; hint?: string | undefined },
  ): void {
    const start = this.#lines.linePos(at.offsets[0])
    const end = this.#lines.linePos(at.offsets[1])
    const line = Math.max(1, start.line)
    this.problems.push({
      code,
      severity: 'error',
      file: this.file,
      line,
      column: Math.max(1, start.col),
      endColumn: end.line === start.line ? Math.max(end.col, start.col + 1) : start.col + 1,
      message,
      excerpt: this.#text.split(/\r?\n/)[line - 1] ?? '',
      ...(at.hint === undefined ? {} : { hint: at.hint }),
    })
  }

  /** The range of the deepest node on the path that exists. */
  #offsets(path: Path, atKey: boolean): [number, number] {
    for (let length = path.length; length >= 0; length--) {
      const range = this.#rangeAt(path.slice(0, length), atKey && length === path.length)
      if (range !== undefined) return range
    }
    return [0, 1]
  }

  #rangeAt(path: Path, atKey: boolean): [number, number] | undefined {
    const parent = this.#document.getIn(path.slice(0, -1), true)
    const last = path.at(-1)
    if (last !== undefined && isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(last),
      )
      const node = pair === undefined ? undefined : atKey || !isScalar(pair.value) ? pair.key : pair.value
      return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined
    }
    const node = this.#document.getIn(path, true)
    return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined
  }

  #resolveReferences(): void {
    visit(this.#document, {
      Alias: (_key, node) => {
        if (node.resolve(this.#document) !== undefined) return
        this.#unreadable = true
        this.#add('yaml-syntax', `Nothing before this is named &${node.source}.`, { offsets: rangeOf(node) })
      },
      Scalar: (_key, node) => {
        if (typeof node.value !== 'string' || !node.value.includes('${')) return
        const range = rangeOf(node)
        node.value = node.value.replace(/\$\{(env|file):([^}]*)\}/g, (whole, kind: string, name: string) => {
          const value = kind === 'env' ? process.env[name] : this.#readReference(name)
          if (value === undefined)
            this.#add('unresolved-reference', missingReference(kind, name), { offsets: range })
          else if (value !== '') this.secrets.push(value)
          return value ?? whole
        })
      },
    })
  }

  #readReference(path: string): string | undefined {
    try {
      return readFileSync(resolve(dirname(this.file), path), 'utf8').replace(/\r?\n$/, '')
    } catch {
      return undefined
    }
  }
}

function rangeOf(node: Node): [number, number] {
  return node.range ? [node.range[0], node.range[1]] : [0, 1]
}

function missingReference(kind: string, name: string): string {
  return kind === 'env'
    ? `The environment variable "${name}" is not set.`
    : `The file "${name}" cannot be read.`
}
