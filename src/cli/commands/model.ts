import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { decodeSource } from '../../grammar/decode-source.ts'
import { toRobotModel } from '../../grammar/model.ts'
import { kindOfPath, parseFile } from '../../grammar/parse-file.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { packageVersion } from '../version.ts'

const EXTENSIONS = new Set(['.hil', '.robot', '.resource'])

/** Prints the trees of suite and resource files as robot-model/1 JSON; folders are walked. */
export function printModel(paths: readonly string[], lines: boolean, { stdout }: Terminal): number {
  const files = paths.flatMap((path) => {
    const found = statSync(path).isDirectory() ? walk(path) : [path]
    return found.map((file) => ({
      path: file === path ? file : relative(path, file).split(sep).join('/'),
      ...modelOf(file, lines),
    }))
  })
  const root = paths[0] ?? ''
  stdout.write(
    `${JSON.stringify({ schema: 'robot-model/1', parser: `hilwright ${packageVersion()}`, root, files })}\n`,
  )
  return EXIT.passed
}

function modelOf(file: string, lines: boolean): object {
  const { text, diagnostics } = decodeSource(readFileSync(file))
  if (diagnostics.length > 0) return { unreadable: diagnostics[0]?.code }
  return toRobotModel(parseFile(text, kindOfPath(file)), { lines })
}

function walk(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
