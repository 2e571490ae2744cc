import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse, stringify } from 'yaml'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import { makeFolder } from '../../runtime/make-folder.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { configFolder } from '../user-folders.ts'

/** An exporter that a user gave a name. */
export interface Context {
  readonly url: string
  /** The file with its token. */
  readonly tokenFile?: string
  /** The fingerprint that its certificate must have. */
  readonly fingerprint?: string
}

/** The exporters that a user gave names, and which of them is in use. */
export interface Contexts {
  readonly use?: string
  readonly contexts: Readonly<Record<string, Context>>
}

/** The file with the contexts of this user. */
export function contextFile(env: NodeJS.ProcessEnv): string {
  return join(configFolder(env), 'config.yaml')
}

/** The contexts of this user; none if the file is not there. */
export function readContexts(env: NodeJS.ProcessEnv): Contexts {
  const file = contextFile(env)
  const text = textOf(file)
  if (text === undefined) return { contexts: {} }
  const content = parsed(file, text)
  const { use, contexts = {} } = (content ?? {}) as { use?: unknown; contexts?: Record<string, unknown> }
  if (typeof contexts !== 'object' || Object.values(contexts).some((one) => !isContext(one)))
    throw configInvalid(file, 'each of its contexts needs a url')
  const named = contexts as Record<string, Context>
  return { contexts: named, ...(typeof use === 'string' ? { use } : {}) }
}

/** Writes the contexts, for the eyes of their owner only; what else the file holds stays. */
export function writeContexts(env: NodeJS.ProcessEnv, { use, contexts }: Contexts): void {
  const file = contextFile(env)
  const text = textOf(file)
  const { use: _before, ...rest } =
    text === undefined ? {} : ((parsed(file, text) ?? {}) as { use?: unknown })
  makeFolder(dirname(file), 0o700)
  const content = { ...rest, ...(use === undefined ? {} : { use }), contexts }
  writeFileSync(file, stringify(content), { mode: 0o600 })
  chmodSync(file, 0o600)
}

/** A context by its name; a SuiteError shows near names if there is none. */
export function contextNamed(name: string, { contexts }: Contexts): Context {
  const found = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (found !== undefined) return found
  const hint = didYouMean(name, Object.keys(contexts)) ?? 'Add one: hil context add NAME URL'
  throw new SuiteError('unknown-context', `There is no context "${name}".`, { hint })
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw configInvalid(file, messageOf(error))
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw configInvalid(file, messageOf(error))
  }
}

function isContext(value: unknown): value is Context {
  return typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string'
}

function configInvalid(file: string, why: string): SuiteError {
  return new SuiteError('user-config', `Your configuration ${file} cannot be used: ${why}.`)
}
