import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program that stands in for a tool: it says what it is told to, and remembers its words. */
export interface TrialProgram {
  readonly path: string
  /** The words of each call. */
  calls(): string[][]
}

/** What a stand-in says and how it ends; in `says` every `|` is a pause of a moment. */
export interface TrialWords {
  readonly says: string
  readonly exitCode?: number
  /** Shell commands that run after it said so. */
  readonly after?: string
}

/** Writes a program into the folder. */
export function createTrialProgram(
  folder: string,
  name: string,
  { says, exitCode = 0, after = '' }: TrialWords,
): TrialProgram {
  const path = join(folder, name)
  const log = `${path}.calls`
  const parts = says.split('|').map((part) => `printf '%b' ${quoted(part)}; sleep 0.02`)
  const words = `printf '%s\\0' "$@" >> ${quoted(log)}; printf '\\n' >> ${quoted(log)}`
  writeFileSync(path, ['#!/bin/sh', words, ...parts, after, `exit ${exitCode}`, ''].join('\n'), {
    mode: 0o755,
  })
  return {
    path,
    calls: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .slice(0, -1)
            .map((line) => line.split('\0').slice(0, -1))
        : [],
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replaceAll('\n', '\\n')}'`
}
