// Formatting a suite of 10,000 tests whose layout is all wrong, in fresh processes; parsing it alone for comparison.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const title = 'Formatting a file of 10,000 tests'

const TESTS = 10_000
const ROUNDS = 5
const GRAMMAR = new URL('../dist/src/grammar/', import.meta.url)

export async function run(report) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-bench-'))
  try {
    const suite = join(folder, 'suite.hil')
    writeFileSync(suite, uglySuite(TESTS))
    const megabytes = statSync(suite).size / 1e6
    const parse = middle(suite, 'parse-file.js', '(module, text) => module.parseFile(text, "suite")')
    const format = middle(
      suite,
      'format/format-text.js',
      '(module, text) => module.formatText(text, "suite")',
    )
    report.figure({
      name: `formatting 10,000 tests (${megabytes.toFixed(1)} MB), fresh process`,
      target: '≥ 2 MB/s',
      measured: rate(megabytes, format),
      beside: `parsing it: ${rate(megabytes, parse)}`,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function rate(megabytes, milliseconds) {
  return `${((megabytes / milliseconds) * 1e3).toFixed(1)} MB/s`
}

/** The median of the milliseconds that a function of a module takes, each time in a process of its own. */
function middle(file, module, body) {
  const code = `
    import { readFileSync } from 'node:fs'
    const module = await import(${JSON.stringify(new URL(module, GRAMMAR).href)})
    const text = readFileSync(${JSON.stringify(file)}, 'utf8')
    const start = performance.now()
    ;(${body})(module, text)
    console.log(performance.now() - start)`
  const times = Array.from({ length: ROUNDS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return Number(stdout)
  })
  return times.sort((a, b) => a - b)[ROUNDS >> 1]
}

/** Every row has something to put right. */
function uglySuite(tests) {
  const rows = ['***settings***', 'test teardown  Power Off', '', '', '*** test cases ***']
  for (let i = 0; i < tests; i++)
    rows.push(
      `Board ${i} Boots And Reports Its Supply`,
      `  [documentation]  Powers the board, waits for its prompt and checks rail ${i}.`,
      `  [tags]  smoke   board-${i % 50}\trail`,
      '  Power On   # the board',
      `  \${output} =  Read Serial Until  boot complete ${i}  timeout=60 s`,
      '  FOR  ${index}  IN RANGE  1  4',
      '    # a comment of its own',
      `    Log Many  ${'a long argument that has to be wrapped  '.repeat(5)}end=\\n`,
      '   END',
    )
  return rows.join('\r\n')
}
