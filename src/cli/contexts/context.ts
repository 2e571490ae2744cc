import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { type Context, contextNamed, readContexts, writeContexts } from './context-file.ts'

/** Gives an exporter a name; the first one is in use at once. Returns the exit code. */
export function addContext(name: string, context: Context, { env, stdout }: Terminal): number {
  const { use = name, contexts } = readContexts(env)
  const { url, tokenFile, fingerprint } = context
  if (!/^[\w.-]+$/.test(name)) throw new SuiteError('wrong-argument', `"${name}" is no name for a context.`)
  if (tokenFile !== undefined && !existsSync(tokenFile))
    throw new SuiteError('wrong-argument', `There is no token file "${tokenFile}".`)
  const added: Context = {
    url,
    ...(tokenFile === undefined ? {} : { tokenFile: resolve(tokenFile) }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  }
  writeContexts(env, { use, contexts: { ...contexts, [name]: added } })
  stdout.write(use === name ? `${name} is in use: ${url}\n` : `${name}: ${url}\n`)
  return EXIT.passed
}

/** Lets every command use a context that is told no other. Returns the exit code. */
export function useContext(name: string, { env, stdout }: Terminal): number {
  const known = readContexts(env)
  const { url } = contextNamed(name, known)
  writeContexts(env, { ...known, use: name })
  stdout.write(`${name} is in use: ${url}\n`)
  return EXIT.passed
}

/** Lists the contexts; the one in use has a star. Returns the exit code. */
export function listContexts({ json = false }: { readonly json?: boolean }, terminal: Terminal): number {
  const { use, contexts } = readContexts(terminal.env)
  const list = Object.entries(contexts).map(([name, one]) => ({ name, inUse: name === use, ...one }))
  if (json) terminal.stdout.write(`${JSON.stringify(list)}\n`)
  else if (list.length === 0) terminal.stdout.write('No contexts. Add one: hil context add NAME URL\n')
  else {
    const width = Math.max(...list.map(({ name }) => name.length))
    for (const { name, inUse, url } of list)
      terminal.stdout.write(`${inUse ? '*' : ' '} ${name.padEnd(width)}  ${url}\n`)
  }
  return EXIT.passed
}

/** Forgets a context; none is in use if it was. Returns the exit code. */
export function removeContext(name: string, { env, stdout }: Terminal): number {
  const known = readContexts(env)
  contextNamed(name, known)
  const { [name]: _gone, ...contexts } = known.contexts
  const use = known.use === name ? undefined : known.use
  writeContexts(env, { contexts, ...(use === undefined ? {} : { use }) })
  stdout.write(`${name} is removed.\n`)
  return EXIT.passed
}
