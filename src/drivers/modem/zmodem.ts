import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LabError } from '../../runtime/errors.ts'
import type { ModemLine } from './modem-line.ts'

/** How long the line is listened to before it is seen whether the program has ended. */
const LISTEN_MS = 100
/** How long the program of the other side may take to begin. */
const BEGIN_MS = 30_000

/** Sends a file by ZMODEM to the `rz` that runs on the other side, with the `sz` of this machine. */
export async function sendZmodem(
  line: ModemLine,
  { name, content }: { readonly name: string; readonly content: Buffer },
  signal: AbortSignal,
): Promise<void> {
  await using folder = await openFolder()
  await writeFile(join(folder.path, name), content)
  await speak(line, { program: 'sz', args: ['--binary', '--quiet', name], folder: folder.path, signal })
}

/** Receives a file by ZMODEM from the `sz` that runs on the other side, with the `rz` of this machine. */
export async function receiveZmodem(line: ModemLine, signal: AbortSignal): Promise<Buffer> {
  await using folder = await openFolder()
  await speak(line, { program: 'rz', args: ['--binary', '--quiet'], folder: folder.path, signal })
  const [received] = await readdir(folder.path)
  if (received === undefined) throw line.failure('no file came')
  return await readFile(join(folder.path, received))
}

interface Speaking {
  readonly program: 'sz' | 'rz'
  readonly args: readonly string[]
  readonly folder: string
  readonly signal: AbortSignal
}

/** Joins a program of lrzsz with the line until it ends. */
async function speak(line: ModemLine, { program, args, folder, signal }: Speaking): Promise<void> {
  // What is sent before the other side reads comes back as an echo, which looks like a second sender.
  if ((await line.peek(BEGIN_MS)) === undefined)
    throw line.failure('the program of the device does not begin')
  const child = spawn(program, args, { cwd: folder, signal, stdio: 'pipe' })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  child.stdin.on('error', () => {}) // it has heard enough
  const ended = once(child, 'close')
  let code: number | undefined
  void ended.then(
    ([exitCode]) => {
      code = exitCode ?? -1
    },
    () => {
      code = -1
    },
  )
  await Promise.all([
    passOn(child, line),
    listen(child, { line, isOver: () => code !== undefined }),
    ended,
  ]).catch((error: NodeJS.ErrnoException) => {
    child.kill()
    throw error.code === 'ENOENT' ? programMissing(program) : error
  })
  if (code !== 0)
    throw line.failure(`${program} ended with code ${code}: ${said.trim() || 'it said nothing'}`)
}

async function passOn(child: ChildProcessWithoutNullStreams, line: ModemLine): Promise<void> {
  for await (const chunk of child.stdout) await line.write(chunk as Buffer)
}

async function listen(
  child: ChildProcessWithoutNullStreams,
  { line, isOver }: { readonly line: ModemLine; readonly isOver: () => boolean },
): Promise<void> {
  while (!isOver()) {
    const bytes = await line.some(LISTEN_MS)
    if (bytes !== undefined) child.stdin.write(bytes)
  }
}

async function openFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'hilwright-zmodem-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

function programMissing(program: string): LabError {
  return new LabError('program-missing', `The machine of the bench has no program ${program}.`, {
    hint: 'Install lrzsz, or choose another transfer: base64, xmodem, ymodem.',
  })
}
