import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { imageCorrupt } from './image-error.ts'
import { closeEnd, openPipe, piecesOfPipe } from './named-pipe.ts'
import type { PackedImageFile } from './packed-image-file.ts'

/** What is kept of the program's complaints. */
const WORDS = 2000

/** Where a program is; undefined if it is not on the path. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (folder !== '' && found) return path
  }
  return undefined
}

/** What a program unpacks; an image that it complains about is damaged. The program ends when nobody reads on. */
export async function* unpackByProgram(
  image: PackedImageFile,
  program: string,
  options: readonly string[],
): AsyncGenerator<Uint8Array> {
  const { signal, handle } = image
  const pipe = await openPipe()
  const child = spawn(program, options, { stdio: [handle.fd, pipe?.write ?? 'pipe', 'pipe'] })
  if (pipe !== undefined) closeEnd(pipe.write)
  const output = pipe === undefined ? child.stdout : piecesOfPipe(pipe.read)
  const ended = endOf(child)
  const kill = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  try {
    for await (const chunk of output ?? []) yield chunk as Uint8Array
    const { code, words } = await ended
    signal.throwIfAborted()
    if (code !== 0) throw imageCorrupt(image.file, words === '' ? `its program ended with ${code}` : words)
  } finally {
    signal.removeEventListener('abort', kill)
    kill()
    await ended
  }
}

async function endOf(child: ChildProcess): Promise<{ code: number | string; words: string }> {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(0, WORDS)
  })
  const failed = new Promise<string>((resolve) => child.once('error', ({ message }) => resolve(message)))
  const closed = once(child, 'close').then(([code, signal]) => code ?? signal ?? 'unknown')
  const end = await Promise.race([closed, failed])
  return { code: end as number | string, words: firstLine(words) }
}

function firstLine(words: string): string {
  return words.trim().split(/\r?\n/)[0]?.trim() ?? ''
}
