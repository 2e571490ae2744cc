import { readFile } from 'node:fs/promises'
import { textOfOutput } from '../../files/file-text.ts'
import { ObjectValue } from '../../value/object-value.ts'
import { toText } from '../../value/text.ts'
import type { OutputFile } from './output-files.ts'

/** What a result is made of. */
export interface ResultParts {
  /** The exit code; negative for a signal, null if nobody could know it. */
  readonly rc: number | null
  readonly stdout: string
  readonly stderr: string
  readonly stdoutPath: string | null
  readonly stderrPath: string | null
}

/** How a process ended: `${result.rc}`, `${result.stdout}`, `${result.stderr}`, and the paths of its files. */
export class ProcessResult extends ObjectValue {
  readonly type = 'ProcessResult'
  readonly parts: ResultParts

  constructor(parts: ResultParts) {
    super()
    this.parts = parts
  }

  attribute(name: string): unknown {
    const { rc, stdout, stderr, stdoutPath, stderrPath } = this.parts
    const attributes = { rc, stdout, stderr, stdout_path: stdoutPath, stderr_path: stderrPath }
    return Object.hasOwn(attributes, name) ? attributes[name as keyof typeof attributes] : undefined
  }

  method(): undefined {}

  compare(other: unknown): number | undefined {
    return other === this ? 0 : undefined
  }

  combine(): undefined {}

  repr(): string {
    return `<result object with rc ${toText(this.parts.rc)}>`
  }

  override toString(): string {
    return this.repr()
  }
}

/** The text of a stream. */
export async function readStream(file: OutputFile | undefined, encoding: string): Promise<string> {
  return file === undefined ? '' : textOfOutput(await readFile(file.path), encoding)
}
