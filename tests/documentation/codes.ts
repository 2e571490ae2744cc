import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './pages.ts'

/** Sources in which problems of files are made. */
const CHECKING = [
  'src/grammar',
  'src/keywords/binding',
  'src/keywords/calls',
  'src/keywords/steps',
  'src/keywords/arguments',
  'src/keywords/checking',
  'src/keywords/lints',
  'src/keywords/mistakes',
  'src/keywords/imports',
  'src/keywords/examples',
  'src/keywords/expression',
  'src/runtime/bench',
  'src/cli',
]

/** Sources whose errors are problems of the files that import, or failures of keywords that do. */
const IMPORTING = ['src/keywords/imports', 'src/keywords/modules', 'src/keywords/remote']

/** The codes of errors that are thrown while something runs. */
export function errorCodes(): string[] {
  const thrown = matches(['src', 'reporters'], /new (?:Suite|Device|Lab)Error\(\s*'([a-z]+(?:-[a-z]+)*)'/g)
  return sorted([...thrown, ...matches(['src/transport'], /code: '([a-z-]+)'/g)])
}

/** The codes of problems that are found in files before anything runs. */
export function problemCodes(): string[] {
  const given = matches(CHECKING, /code: (?:\w+ \? '([a-z-]+)' : )?'([a-z]+(?:-[a-z]+)+)'/g)
  const passed = matches(CHECKING, /(?:#add\(|super\(|remark\(|warning\()\s*'([a-z]+(?:-[a-z]+)+)'/g)
  const imports = matches(IMPORTING, /new SuiteError\(\s*'([a-z]+(?:-[a-z]+)*)'/g)
  return sorted([...given, ...passed, ...imports])
}

/** The codes that a page explains: those that begin a row of a table. */
export function explainedCodes(text: string): string[] {
  return sorted([...text.matchAll(/^\| `([a-z]+(?:-[a-z]+)*)` \|/gm)].map((match) => match[1] ?? ''))
}

function matches(folders: readonly string[], pattern: RegExp): string[] {
  return folders
    .flatMap(sources)
    .flatMap((text) => [...text.matchAll(pattern)].flatMap(([, ...groups]) => groups.filter(Boolean)))
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|^testing|[/\\]testing[/\\]/.test(name))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8'))
}

function sorted(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort()
}
