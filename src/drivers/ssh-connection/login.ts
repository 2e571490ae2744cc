import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { AnyAuthMethod, ParsedKey, utils } from 'ssh2'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import type { SshHost } from './ssh-settings.ts'

type ParseKey = typeof utils.parseKey

/** Keys that OpenSSH tries by itself. */
const USUAL_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa']

/** The ways to log in at a host, in the order they are tried; a SuiteError for a key that cannot be used. */
export function loginMethods(host: SshHost, parseKey: ParseKey): AnyAuthMethod[] {
  const { user: username, password, agent } = host
  const methods: AnyAuthMethod[] = [{ type: 'none', username }]
  for (const key of keysOf(host, parseKey)) methods.push({ type: 'publickey', username, key })
  if (agent !== undefined) methods.push({ type: 'agent', username, agent })
  if (password !== undefined)
    methods.push(
      { type: 'password', username, password },
      {
        type: 'keyboard-interactive',
        username,
        prompt: (_name, _instructions, _language, prompts, finish) => finish(prompts.map(() => password)),
      },
    )
  return methods
}

/** What is shown to a host, for messages; no secrets. */
export function shownCredentials({ key, agent, password }: SshHost): string {
  const shown = [
    ...(key === undefined ? [] : [`the key ${key}`]),
    ...(agent === undefined ? [] : [`the keys of the agent ${agent}`]),
    ...(password === undefined ? [] : ['a password']),
  ]
  return shown.length === 0 ? 'the keys in ~/.ssh' : shown.join(', ')
}

function keysOf(host: SshHost, parseKey: ParseKey): ParsedKey[] {
  if (host.key !== undefined) return [readKey(host.key, host.passphrase, parseKey)]
  if (host.password !== undefined) return []
  return USUAL_KEYS.flatMap((name) => {
    try {
      return [readKey(join(homedir(), '.ssh', name), host.passphrase, parseKey)]
    } catch {
      return [] // Nobody asked for this one: it may be missing, or have a passphrase.
    }
  })
}

function readKey(path: string, passphrase: string | undefined, parseKey: ParseKey): ParsedKey {
  const text = readText(path)
  const parsed = parseKey(text, passphrase)
  if (!(parsed instanceof Error) && parsed.isPrivateKey()) return parsed
  const reason = parsed instanceof Error ? parsed.message : 'it is a public key'
  const locked = /passphrase/i.test(reason)
  const hint = locked
    ? 'Set passphrase in the bench file, or let an agent hold the key.'
    : 'Is it a private key, whole, in the format of OpenSSH or PEM?'
  throw new SuiteError('ssh-key', `The key ${path} cannot be used: ${reason}.`, { hint })
}

function readText(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new SuiteError('ssh-key', `The key ${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
}
