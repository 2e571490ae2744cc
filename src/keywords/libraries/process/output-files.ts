import { createReadStream, createWriteStream, openSync, type ReadStream, type WriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { devNull } from 'node:os'
import { join, resolve } from 'node:path'
import { bytesOfText } from '../../files/file-text.ts'
import { isFile } from '../../files/matching-paths.ts'
import type { ProcessOptions } from './process-options.ts'
import { watchedFolder } from './process-watch.ts'

/** Where one stream of a process goes. */
export interface OutputFile {
  readonly path: string
  /** True if the author named it, so that it stays. */
  readonly named: boolean
}

/** The files of a process. It writes to them itself: nothing is lost, however much it writes and whoever waits. */
export class ProcessFiles implements Disposable {
  readonly stdout: WriteStream
  readonly stderr: WriteStream
  readonly out: OutputFile
  /** Undefined if errors go where the output goes, which was not named. */
  readonly err: OutputFile | undefined
  /** Holds what was not named. */
  readonly folder: string
  stdin: ReadStream | 'ignore' | 'pipe' = 'ignore'

  private constructor({ stdout, stderr, cwd = '.' }: ProcessOptions, folder: string) {
    const place = (name: string | undefined, stream: string): OutputFile => {
      if (name === undefined) return { path: join(folder, stream), named: false }
      return { path: name === 'DEVNULL' ? devNull : resolve(cwd, name), named: true }
    }
    const joins = stderr !== undefined && ['STDOUT', stdout].includes(stderr)
    this.folder = folder
    this.out = place(stdout, 'stdout')
    const err = joins ? this.out : place(stderr, 'stderr')
    this.err = joins && !this.out.named ? undefined : err
    this.stdout = openedToWrite(this.out.path)
    this.stderr = joins ? this.stdout : openedToWrite(err.path)
  }

  /** Makes the files and opens them. */
  static async open(options: ProcessOptions): Promise<ProcessFiles> {
    const folder = await mkdtemp(join(watchedFolder(), 'process-'))
    try {
      const files = new ProcessFiles(options, folder)
      files.stdin = await openInput(options, folder)
      return files
    } catch (error) {
      await rm(folder, { recursive: true })
      throw error
    }
  }

  /** Closes what the process has open by now. */
  [Symbol.dispose](): void {
    this.stdout.destroy()
    this.stderr.destroy()
    if (typeof this.stdin !== 'string') this.stdin.destroy()
  }
}

/** A file that is there, or else the text itself. */
async function openInput(
  { stdin, cwd = '.', outputEncoding }: ProcessOptions,
  folder: string,
): Promise<ReadStream | 'ignore' | 'pipe'> {
  if (stdin === undefined || stdin.toUpperCase() === 'NONE') return 'ignore'
  if (stdin === 'PIPE') return 'pipe'
  const file = resolve(cwd, stdin)
  if (isFile(file)) return openedToRead(file)
  const text = join(folder, 'stdin')
  await writeFile(text, await bytesOfText(stdin, outputEncoding))
  return openedToRead(text)
}

/** A stream that is open already, so that the process gets the file itself. */
function openedToRead(path: string): ReadStream {
  return createReadStream(path, { fd: openSync(path, 'r') })
}

function openedToWrite(path: string): WriteStream {
  return createWriteStream(path, { fd: openSync(path, 'w') })
}
