import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { runCli } from '../src/cli/cli.ts'
import { argumentForms } from '../src/cli/commands/argument-form.ts'
import { createProgram } from '../src/cli/program.ts'
import { everyDeviceType, everyDriver, everyRegistry } from '../src/every-driver.ts'
import { bindSuite } from '../src/keywords/binding/bind-suite.ts'
import type { Catalogue } from '../src/keywords/catalogue/catalogue.ts'
import type { Keyword, Library } from '../src/keywords/catalogue/keyword.ts'
import { standardCatalogue } from '../src/keywords/libraries/standard.ts'
import { sentenceForms } from '../src/keywords/sentences/spoken-phrase.ts'
import { readBench } from '../src/runtime/bench/bench-file.ts'
import { errorCodes, explainedCodes, problemCodes } from './documentation/codes.ts'
import { brokenLinks, type Example, examplesOf, placeOf, ROOT, readPages } from './documentation/pages.ts'
import { typeErrors } from './documentation/type-check.ts'

const pages = readPages()
const examples = examplesOf(pages)
const inLanguage = (...languages: readonly string[]) =>
  examples
    .filter((example) => languages.includes(example.language))
    .map((example) => [placeOf(example), example] as const)

const folder = mkdtempSync(join(tmpdir(), 'hilwright-docs-'))
/** What examples of bench files take from the environment. */
beforeAll(() => {
  for (const [, name = ''] of examples.flatMap(({ text }) => [...text.matchAll(/\$\{env:(\w+)\}/g)]))
    vi.stubEnv(name, 'geheim')
  for (const name of ['resources', 'images']) symlinkSync(join(ROOT, 'suites', name), join(folder, name))
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('examples', () => {
  test.each(inLanguage('robotframework'))('the suite at %s binds as the page says', (_place, example) => {
    const problems = problemsOf(example)
    if (example.mark === 'fragment') return // needs what its page explains: contributing.test.ts runs it
    if (example.mark === 'wrong') expect(problems).not.toEqual([])
    else expect(problems).toEqual([])
  })

  test('TypeScript is right in its types', { timeout: 120_000 }, () => {
    const snippets = inLanguage('ts').map(([, example]) => example)
    expect(snippets.length).toBeGreaterThan(10)
    expect(typeErrors(snippets)).toEqual([])
  })

  test.each(inLanguage('yaml'))('the YAML at %s is read', (_place, { text, mark }) => {
    if (!/^devices:/m.test(text)) return expect(parse(text)).toBeTypeOf('object')
    const file = join(folder, 'bench.yaml')
    writeFileSync(file, text)
    const codes = readBench(file, everyRegistry()).problems.map((problem) => problem.code)
    if (mark === 'wrong') expect(codes).not.toEqual([])
    else expect(codes).toEqual([])
  })

  test.each(inLanguage('json'))('the JSON at %s is read', (_place, { text }) => {
    expect(() => JSON.parse(text)).not.toThrow()
  })

  test.each(inLanguage('sh', 'console'))('the commands at %s exist', (_place, { text, language }) => {
    const lines = text.split('\n').filter((line) => language === 'sh' || line.startsWith('$ '))
    expect(lines.flatMap((line) => unknownIn(line.replace(/^\$ /, '').replace(/ +#.*$/, '')))).toEqual([])
  })
})

describe('commands', () => {
  test.each(commandNames())('hil %s --help ends well and says what the command does', async (name) => {
    const { code, text } = await run(name, '--help')
    expect(code).toBe(0)
    expect(text).toContain(`Usage: hil ${name}`)
  })

  test('the page about the command line has a section for each', () => {
    const text = pages.find((page) => page.path.endsWith('command-line.md'))?.text ?? ''
    expect([...text.matchAll(/^## hil (\w+)/gm)].map((match) => match[1])).toEqual(commandNames())
  })
})

describe('pages', () => {
  test.each(pages.map((page) => [page.path, page] as const))(
    'the links of %s lead somewhere',
    (_path, page) => {
      expect(brokenLinks(page, existsSync, pages)).toEqual([])
    },
  )

  test('every page is linked from the README', () => {
    const readme = pages.find((page) => page.path === 'README.md')?.text ?? ''
    expect(pages.filter(({ path }) => path !== 'README.md' && !readme.includes(`(${path})`))).toEqual([])
  })

  test('errors.md explains the codes of the code, and no others', () => {
    expect(explainedCodes(textOf('docs/errors.md'))).toEqual(errorCodes())
  })

  test('diagnostics.md explains the codes of the code, and no others', () => {
    expect(explainedCodes(textOf('docs/diagnostics.md'))).toEqual(problemCodes())
  })

  test('keywords.md is what scripts/keyword-docs.mjs writes', async () => {
    const script = (await import(join(ROOT, 'scripts/keyword-docs.mjs'))) as KeywordDocs
    const page = script.keywordPage(script.everyLibrary(standardCatalogue()), argumentForms, sentenceForms)
    expect(textOf('docs/keywords.md'), 'run: npm run build && node scripts/keyword-docs.mjs').toBe(page)
  })

  test('drivers.md is what scripts/driver-docs.mjs writes', async () => {
    const script = (await import(join(ROOT, 'scripts/driver-docs.mjs'))) as DriverDocs
    const page = script.driverPage(everyDriver, everyDeviceType)
    expect(textOf('docs/drivers.md'), 'run: npm run build && node scripts/driver-docs.mjs').toBe(page)
  })

  test('dependencies.md names the dependencies of package.json, and no others', () => {
    const manifest = JSON.parse(textOf('package.json')) as Record<string, object>
    const kinds = ['dependencies', 'devDependencies', 'peerDependencies']
    const names = new Set(kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {})))
    const rows = [...textOf('docs/dependencies.md').matchAll(/^\| (`[^|]*`) \|/gm)]
    const explained = rows.flatMap(([, cell = '']) => cell.replaceAll('`', '').split(', '))
    expect(explained.sort()).toEqual([...names].sort())
  })
})

type Forms = (keyword: Keyword) => string[]

interface DriverDocs {
  driverPage(drivers: readonly unknown[], deviceTypes: readonly unknown[]): string
}

interface KeywordDocs {
  everyLibrary(catalogue: Catalogue): readonly Library[]
  keywordPage(libraries: readonly Library[], forms: Forms, sentences: Forms): string
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** Steps without a section are put into a test. */
function problemsOf({ text }: Example): string[] {
  const file = join(folder, 'example.hil')
  const steps = text.replace(/^(?=\S)/gm, '    ')
  writeFileSync(file, /^\*{3}|^\| \*{3}/m.test(text) ? text : `*** Test Cases ***\nExample\n${steps}`)
  return bindSuite(file, standardCatalogue()).diagnostics.map(
    ({ line, code, message }) => `${line} ${code}: ${message}`,
  )
}

/** Commands and options of `hil`, and scripts of npm, that do not exist. */
function unknownIn(line: string): string[] {
  const words = line.split(/\s+/)
  const at = words.indexOf('hil')
  if (at >= 0 && words[at + 1] !== 'init' && words[at + 1] === undefined) return []
  if (at >= 0) return unknownToHil(words.slice(at + 1)).map((word) => `${line}: ${word}`)
  if (words[0] !== 'npm' || words[1] !== 'run') return []
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
  return scripts[words[2] ?? ''] === undefined ? [line] : []
}

function unknownToHil([name = '', ...words]: readonly string[]): string[] {
  const rest = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined) // the rest is another program's
  if (name.startsWith('--')) return ['--version', '--help'].includes(name) ? [] : [name]
  const command = program().commands.find((candidate) => candidate.name() === name)
  if (command === undefined) return [name]
  if (['run', 'call'].includes(name)) return [] // they take the options of what they run
  const own = command.commands.find((candidate) => candidate.name() === rest[0])
  const known = (own ?? command).options.flatMap((option) => [option.short, option.long])
  return rest.filter((word) => /^-./.test(word) && word !== '--help' && !known.includes(word))
}

function commandNames(): string[] {
  return program().commands.map((command) => command.name())
}

function program() {
  return createProgram({ stdout: process.stdout, stderr: process.stderr, env: {} }, '0', () => {})
}

async function run(...args: readonly string[]): Promise<{ code: number | undefined; text: string }> {
  let text = ''
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk)
      done()
    },
  })
  return { code: await runCli(args, { stdout: stream, stderr: stream, env: {} }), text }
}
