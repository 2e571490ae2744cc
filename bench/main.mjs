// Runs the benchmarks, all or those that are named: npm run bench -- grammar console
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadWarning, machineFacts } from './machine.mjs'
import { figureTable } from './table.mjs'

const ROOT = new URL('../', import.meta.url)
const SUFFIX = '.bench.mjs'

await main(process.argv.slice(2))

async function main(wanted) {
  const known = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith(SUFFIX))
  const names = known.map((file) => file.slice(0, -SUFFIX.length)).sort()
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${names.join(', ')}`)
    process.exitCode = 2
    return
  }
  buildIfMissing()
  console.log(machineFacts())
  const figures = []
  for (const name of wanted.length > 0 ? wanted : names) figures.push(...(await runOne(name)))
  console.log(`\n${figureTable(figures)}\n\n${machineFacts()}`)
}

/** Runs one benchmark; prints what it says as it goes, and returns its figures. */
async function runOne(name) {
  const { title, run } = await import(`./${name}${SUFFIX}`)
  const began = performance.now()
  const figures = []
  const report = (line) => console.log(`  ${line}`)
  report.figure = (figure) => {
    figures.push({ command: `npm run bench -- ${name}`, ...figure })
    const { target, measured, beside } = figure
    report(`${figure.name}: ${measured} (target ${target})${beside ? `; ${beside}` : ''}`)
  }
  console.log(`\n${title}${loadWarning()}`)
  try {
    await run(report)
  } catch (error) {
    process.exitCode = 1
    report(`failed: ${error.stack}`)
  }
  console.log(`  (${((performance.now() - began) / 1000).toFixed(0)} s)`)
  return figures
}

function buildIfMissing() {
  if (existsSync(new URL('dist/src/cli/main.js', ROOT))) return
  console.log('dist/ is missing: building it first')
  const script = fileURLToPath(new URL('scripts/build.mjs', ROOT))
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
