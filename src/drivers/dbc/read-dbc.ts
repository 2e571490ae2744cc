import { readFile } from 'node:fs/promises'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { DbcCodec } from './dbc-codec.ts'
import { parseDbc } from './parse-dbc.ts'

/** Reads a DBC file, in UTF-8 or, as the tools of the trade write it, in Windows' code page 1252. */
export async function readDbc(path: string): Promise<DbcCodec> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new LabError('dbc-missing', `The DBC file ${path} cannot be read: ${messageOf(cause)}`, { cause })
  })
  return new DbcCodec(parseDbc(textOf(bytes), path))
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
