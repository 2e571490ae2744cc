// Lets the board's thread run from the sources: vitest translates TypeScript for its own thread only, and Node 20 for
// none. The translation lies under node_modules/.cache in a folder named after the contents, so it is never stale.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Translates the folder that `entry` (a file URL of a .ts file) lies in, and `others` beside it that it imports from;
 * yields the URL of the translated entry.
 */
export async function translateFolder(entry, others = []) {
  const folder = dirname(fileURLToPath(entry))
  const texts = [basename(folder), ...others].flatMap((name) => textsOf(join(dirname(folder), name)))
  const digest = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
  const target = join(cacheFolder(), `${basename(folder)}-${digest}`)
  if (!existsSync(target)) await translateInto(target, texts)
  return pathToFileURL(join(target, basename(folder), basename(fileURLToPath(entry)).replace(/\.ts$/, '.js')))
}

/** The files of a folder, each as its path from the folder above and its text. */
function textsOf(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return files.map((name) => [join(basename(folder), name), readFileSync(join(folder, name), 'utf8')])
}

/** Several test processes may do this at once: each writes its own folder, the first rename wins. */
async function translateInto(target, texts) {
  const { default: typescript } = await import('typescript')
  const own = `${target}.${process.pid}.${Date.now()}`
  mkdirSync(own, { recursive: true })
  writeFileSync(join(own, 'package.json'), '{ "type": "module" }\n')
  for (const [name, text] of texts) {
    const { outputText } = typescript.transpileModule(text, {
      compilerOptions: {
        target: 'ES2022',
        module: 'ESNext',
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    })
    mkdirSync(join(own, dirname(name)), { recursive: true })
    writeFileSync(join(own, name.replace(/\.ts$/, '.js')), outputText)
  }
  try {
    renameSync(own, target)
  } catch {
    rmSync(own, { recursive: true, force: true })
  }
}

function cacheFolder() {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
  return join(root, 'node_modules/.cache/hilwright')
}
