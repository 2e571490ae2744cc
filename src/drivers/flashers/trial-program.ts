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
  /** A file that it waits for, some seconds at most, at the first pause. */
  readonly waitsFor?: string
  /** Shell commands that run after it said so. */
  readonly after?: string
}

/** Writes a program into the folder. */
export function createTrialProgram(
  folder: string,
  name: string,
  { says, exitCode = 0, waitsFor, after = '' }: TrialWords,
): TrialProgram {
  const path = join(folder, name)
  const log = `${path}.calls`
  const moment = 'sleep 0.02'
  const parts = says.split('|').map((part) => `printf '%b' ${quoted(part)}; ${moment}`)
  if (waitsFor !== undefined)
    parts.splice(
      1,
      0,
      `n=0; until [ -e ${quoted(waitsFor)} ] || [ $n -gt 1000 ]; do n=$((n+1)); ${moment}; done`,
    )
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
