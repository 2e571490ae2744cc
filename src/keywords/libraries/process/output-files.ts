import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  openSync,
  type ReadStream,
  rmSync,
  statSync,
  type WriteStream,
  writeFileSync,
} from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { encodeText } from '../../files/text-encoding.ts'
import type { ProcessOptions } from './process-options.ts'

/** Where one stream of a process goes. */
export interface OutputFile {
  readonly path: string
  /** True if the author named it, so that it stays. */
  readonly named: boolean
}

/** The files of a process. It writes to them itself: nothing is lost, however much it writes and whoever waits. */
export class ProcessFiles implements Disposable {
  readonly stdin: ReadStream | 'ignore' | 'pipe'
  readonly stdout: WriteStream
  readonly stderr: WriteStream
  readonly out: OutputFile
  /** Undefined if errors go where the output goes, which was not named. */
  readonly err: OutputFile | undefined
  /** Holds what was not named. */
  readonly folder: string

  constructor(options: ProcessOptions) {
    const folder = options.cwd ?? process.cwd()
    this.folder = mkdtempSync(join(tmpdir(), 'hilwright-process-'))
    this.out = this.#place(options.stdout, folder, 'stdout')
    this.stdout = openedToWrite(this.out.path)
    const joins = options.stderr !== undefined && ['STDOUT', options.stdout].includes(options.stderr)
    const err = joins ? this.out : this.#place(options.stderr, folder, 'stderr')
    this.stderr = joins ? this.stdout : openedToWrite(err.path)
    this.err = joins && !this.out.named ? undefined : err
    this.stdin = this.#input(options, folder)
  }

  /** Closes what the process has open by now. */
  [Symbol.dispose](): void {
    this.stdout.destroy()
    this.stderr.destroy()
    if (typeof this.stdin !== 'string') this.stdin.destroy()
  }

  /** Removes what was not named. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  #place(name: string | undefined, folder: string, stream: string): OutputFile {
    if (name === undefined) return { path: join(this.folder, stream), named: false }
    return { path: name === 'DEVNULL' ? devNull : resolve(folder, name), named: true }
  }

  /** A file that is there, or else the text itself. */
  #input({ stdin, outputEncoding }: ProcessOptions, folder: string): ReadStream | 'ignore' | 'pipe' {
    if (stdin === undefined || stdin.toUpperCase() === 'NONE') return 'ignore'
    if (stdin === 'PIPE') return 'pipe'
    const file = resolve(folder, stdin)
    if (existsSync(file) && statSync(file).isFile()) return openedToRead(file)
    const text = join(this.folder, 'stdin')
    writeFileSync(text, encodeText(stdin, outputEncoding))
    return openedToRead(text)
  }
}

/** A stream that is open already, so that the process gets the file itself. */
function openedToRead(path: string): ReadStream {
  return createReadStream(path, { fd: openSync(path, 'r') })
}

function openedToWrite(path: string): WriteStream {
  return createWriteStream(path, { fd: openSync(path, 'w') })
}
