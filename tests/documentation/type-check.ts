import { join } from 'node:path'
import ts from 'typescript'
import { type Example, placeOf, ROOT } from './pages.ts'

/** What a test has at hand; examples may leave the test around them out. */
const AMBIENT = `
import type { BenchFixture, Device, DevicesFixture, KeywordsFixture } from 'hilwright'
declare global {
  const dut: Device
  const devices: DevicesFixture
  const bench: BenchFixture
  const keywords: KeywordsFixture
  const password: string
}
`

/** The path that an example names in its first line, `// src/drivers/x.ts`, or one beside its page. */
export function pathOf(example: Example, index: number): string {
  const [, named] = /^\/\/ (\S+\.[cm]?ts)\s*$/m.exec(example.text.split('\n', 1)[0] ?? '') ?? []
  const isOwn = named?.startsWith('src/') ?? false
  return join(ROOT, isOwn && named !== undefined ? named : `docs/example-${index}.ts`)
}

/** Type-checks examples together, each as a module of its own; returns what is wrong, at the line of the page. */
export function typeErrors(examples: readonly Example[]): string[] {
  const files = new Map(examples.map((example, index) => [pathOf(example, index), example]))
  const texts = new Map([...files].map(([path, { text }]) => [path, `${text}\nexport {}\n`]))
  texts.set(join(ROOT, 'docs/ambient.ts'), AMBIENT)
  const program = ts.createProgram([...texts.keys()], options(), hostWith(texts))
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const example = files.get(diagnostic.file?.fileName ?? '')
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')
    const row = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0
    const place =
      example === undefined ? diagnostic.file?.fileName : placeOf({ ...example, line: example.line + row })
    return `${place}: ${message}`
  })
}

/** The repository's own settings, but for those about names that nobody uses: examples leave much unused. */
function options(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile) as { config: unknown }
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
  return { ...parsed.options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false }
}

function hostWith(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options())
  const { fileExists, readFile, getSourceFile } = host
  return {
    ...host,
    fileExists: (path) => texts.has(path) || fileExists(path),
    readFile: (path) => texts.get(path) ?? readFile(path),
    getSourceFile: (path, languageVersion, ...more) => {
      const text = texts.get(path)
      return text === undefined
        ? getSourceFile(path, languageVersion, ...more)
        : ts.createSourceFile(path, text, languageVersion)
    },
  }
}
