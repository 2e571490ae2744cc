import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { createProject } from './project.ts'

const SECRETS = { given: 'hunter2-"quoted"', environment: 'tok-4711-xyz', bench: 'bench-pass-99' }

const project = createProject({
  'bench.yaml': `devices:
  board:
    type: avr-board
    pace: fast
    labels: { vendor: acme, model: '\${env:BENCH_PASS}' }
`,
  'suites/a.hil': `*** Variables ***
\${TOKEN: Secret}    %{LAB_TOKEN}

*** Test Cases ***
Talks
    Log    \${TOKEN} is \${TOKEN.value}
    Log    \${PIN.value}    WARN
    Log To Console    said \${TOKEN.value}
    Run Keyword And Ignore Error    Fail    \${PIN.value}
    Log    bench-\${{ 'pass' }}-99    WARN
    Power On
    Read Serial Until    hil>
    Run Command    \${TOKEN.value}
    VAR    \${copy: Secret}    Bearer \${TOKEN}
    Should Be Equal    \${copy.value}    Bearer tok-4711-\${{ 'x' + 'yz' }}

Fails
    Fail    no \${PIN.value} or \${TOKEN.value}
`,
})
afterAll(() => project[Symbol.asyncDispose]())

/** Every file of a folder, those in the HTML report's archive among them. */
function textsOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return files.flatMap((file) => {
    const text = readFileSync(file, 'latin1')
    const [, archive] = /data:application\/zip;base64,([A-Za-z0-9+/=]+)/.exec(text) ?? []
    return archive === undefined ? [text] : [text, ...unpacked(Buffer.from(archive, 'base64'))]
  })
}

/** The entries of a ZIP archive, found by its central directory. */
function unpacked(zip: Buffer): string[] {
  const texts: string[] = []
  for (
    let at = zip.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    texts.push(zip.readUInt16LE(at + 10) === 0 ? packed.toString() : inflateRawSync(packed).toString())
  }
  return texts
}

test('no secret leaves a run: not in the terminal, the record, the console or a report', async () => {
  const given = ['--variable', `PIN: Secret:${SECRETS.given}`]
  const env = { LAB_TOKEN: SECRETS.environment, BENCH_PASS: SECRETS.bench }
  const { all, exitCode } = await project.hil(['run', ...given], env)
  expect(exitCode).toBe(1)
  expect(all).toContain('said <secret>')
  expect(all).toContain('no <secret> or <secret>')
  const texts = [
    all,
    ...textsOf(join(project.folder, 'test-results')),
    ...textsOf(join(project.folder, 'hil-report')),
  ]
  expect(texts.length).toBeGreaterThan(8)
  expect(texts.some((text) => text.includes('no <secret> or <secret>'))).toBe(true)
  const forms = Object.values(SECRETS).flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])
  for (const form of forms) expect(texts.filter((text) => text.includes(form))).toEqual([])
}, 60_000)

test('a text is no secret', async () => {
  project.write({
    'suites/a.hil': '*** Variables ***\n${T: Secret}    text\n*** Test Cases ***\nA\n    Log    ${T}\n',
  })
  const { all } = await project.hil(['run'], { BENCH_PASS: 'x' })
  expect(all).toContain("Setting variable '${T: Secret}' failed: Value must have type 'Secret', got string.")
}, 60_000)
