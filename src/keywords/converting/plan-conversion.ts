import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { decodeSource } from '../../grammar/decode-source.ts'
import { kindOfPath, parseFile } from '../../grammar/parse-file.ts'
import type { FileKind } from '../../grammar/tree.ts'

/** A file to convert, and where it goes. */
export interface PlannedFile {
  readonly source: string
  readonly target: string
  readonly kind: FileKind
  readonly text: string
}

/** A file that is named, or found in the folder that is. */
export interface FoundFile {
  readonly path: string
  /** Its path below what was named. */
  readonly inside: string
}

/**
 * Says where files go: into the folder `to`, or beside their sources. Suites get the ending `.hil`; a file without tests
 * is a resource file, and is called one.
 */
export function planConversion(files: readonly FoundFile[], to: string | undefined): PlannedFile[] {
  return files.map(({ path, inside }) => {
    const { text } = decodeSource(readFileSync(path))
    const source = resolve(path)
    const ending = endingOf(source, text)
    const place = to === undefined ? source : resolve(to, inside)
    const target = join(dirname(place), basename(place, extname(place)) + ending)
    return { source, target, kind: kindOfPath(target), text }
  })
}

/** What an import in a file says after the conversion; undefined if it stays as it is. */
export function renamedImport(
  path: string,
  file: PlannedFile,
  plan: readonly PlannedFile[],
): string | undefined {
  const plain = path.replaceAll('${CURDIR}', dirname(file.source)).replaceAll('${/}', '/')
  if (/[$@&%]\{/.test(plain) || (isAbsolute(path) && !path.includes('${CURDIR}'))) return undefined
  const imported = findFile(resolve(dirname(file.source), plain))
  if (imported === undefined) return undefined
  const target = plan.find(({ source }) => source === imported)?.target ?? imported
  const before = relative(dirname(file.source), imported)
  const after = relative(dirname(file.target), target)
  if (before === after) return undefined
  const written = after.split(sep).join('/')
  return path.startsWith('${CURDIR}') ? `\${CURDIR}/${written}` : written
}

function findFile(path: string): string | undefined {
  const isFile = existsSync(path) && statSync(path).isFile()
  return isFile ? path : undefined
}

function endingOf(path: string, text: string): string {
  const kind = kindOfPath(path)
  if (kind !== 'suite') return kind === 'resource' ? '.resource' : '.hil'
  const suite = parseFile(text, 'suite')
  const isResource = suite.tests.length === 0 && errors(parseFile(text, 'resource')) <= errors(suite)
  return isResource ? '.resource' : '.hil'
}

function errors({ diagnostics }: ReturnType<typeof parseFile>): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length
}
