import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { messageOf } from '../../src/runtime/errors.ts'

/** A text that is kept in a file or in memory. */
export interface TextSource {
  readonly path?: string | undefined
  readonly body?: Buffer | undefined
}

/**
 * The last `limit` bytes of a text, from the start of a line where there is one, after a note of what is left out.
 * A file that cannot be read gives a note of why: a missing log must not cost the report.
 */
export function textTail({ path, body }: TextSource, limit: number): string {
  if (body !== undefined) return tailText(body.subarray(Math.max(0, body.length - limit)), body.length)
  if (path === undefined) return ''
  try {
    return fileTail(path, limit)
  } catch (error) {
    return `[this log could not be read: ${messageOf(error)}]`
  }
}

/** Reads the end only: a console log may have any size. */
function fileTail(path: string, limit: number): string {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const bytes = Buffer.allocUnsafe(Math.min(size, limit))
    const count = readSync(file, bytes, 0, bytes.length, size - bytes.length)
    return tailText(bytes.subarray(0, count), size)
  } finally {
    closeSync(file)
  }
}

function tailText(tail: Buffer, size: number): string {
  if (tail.length >= size) return tail.toString('utf8')
  const newline = tail.indexOf('\n')
  const kept = newline >= 0 && newline < tail.length / 2 ? tail.subarray(newline + 1) : tail
  return `[the first ${size - kept.length} of ${size} bytes are left out]\n${kept.toString('utf8')}`
}
