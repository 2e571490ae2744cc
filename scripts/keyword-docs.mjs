// Writes docs/keywords.md from the catalogue of the built package; --check only says whether the page is current.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PAGE = new URL('../docs/keywords.md', import.meta.url)

const INTRODUCTION = `# Keywords

Every keyword that a suite can call, by library. \`npx hil keywords WORD\` searches them. In a list of arguments \`[x=1]\`
may be left out and is then 1, and \`*x\` takes any number of values. Times, voltages and currents carry
[units](writing-suites.md#calls-and-arguments). Below what a keyword does stands how it is written as a
[sentence](sentences.md): \`{x}\` is an argument, \`[…]\` may be left out.

<!-- Written by scripts/keyword-docs.mjs. -->
`

/** The page about libraries of keywords; `forms` gives the arguments of a keyword as one would read them, `sentences` how it is written. */
export function keywordPage(libraries, forms, sentences) {
  return `${[INTRODUCTION, ...libraries.map((library) => section(library, forms, sentences))].join('\n')}`
}

function section({ name, doc, keywords }, forms, sentences) {
  const rows = keywords.map((keyword) => row(keyword, forms, sentences))
  return `## ${name}\n\n${doc}\n\n| keyword | arguments | what it does |\n|---|---|---|\n${rows.join('\n')}\n`
}

function row(keyword, forms, sentences) {
  const written = sentences(keyword).map((sentence) => `<br>\`${cell(sentence)}\``)
  const list = forms(keyword).map((form) => `\`${cell(form)}\``)
  return `| **${keyword.name}** | ${list.join(' ')} | ${cell(keyword.doc)}${written.join('')} |`
}

function cell(text) {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
}

/** The libraries that are always there, then those that suites import. */
export function everyLibrary({ libraries, importable }) {
  return [...libraries, ...importable]
}

async function main() {
  const { standardCatalogue } = await import('../dist/src/keywords/libraries/standard.js')
  const { argumentForms } = await import('../dist/src/cli/commands/argument-form.js')
  const { sentenceForms } = await import('../dist/src/keywords/sentences/spoken-phrase.js')
  const page = keywordPage(everyLibrary(standardCatalogue()), argumentForms, sentenceForms)
  if (!process.argv.includes('--check')) writeFileSync(PAGE, page)
  else if (readFileSync(PAGE, 'utf8') !== page) {
    console.error('docs/keywords.md is not current: node scripts/keyword-docs.mjs')
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
