import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'testing/remote-server.py')
const servers: { end(): void }[] = []

/** Starts a server in Python; gives its address. */
async function start(...args: readonly string[]): Promise<string> {
  const server = spawn('python3', [SCRIPT, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  servers.push({ end: () => server.stdin.end() })
  const [port] = (await once(server.stdout, 'data')) as [Buffer]
  return `http://127.0.0.1:${String(port).trim()}`
}

/** Runs steps of one test with a remote library. */
async function run(steps: string, library: string) {
  const text = `*** Settings ***\nLibrary    Remote    ${library}    AS    Lab\n*** Test Cases ***\nT\n${steps.replace(/^/gm, '    ')}\n`
  const { tests, diagnostics, log } = await runSuiteText(text)
  const end = tests.get('T')
  return { end: end?.message === '' ? end.status : `${end?.status} ${end?.message}`, diagnostics, log }
}

let url = ''
beforeAll(async () => {
  url = await start()
}, 30_000)
afterAll(() => {
  for (const server of servers) server.end()
})

describe('a library behind the remote protocol', () => {
  test('has keywords with arguments that are checked and converted', async () => {
    const steps = `\${x} =    Add Numbers    2
Should Be Equal    \${x}    \${42}
\${x} =    Lab.Add Numbers    b=1    a=2
Should Be Equal    \${x}    \${3}`
    expect(await run(steps, url)).toEqual({ end: 'PASS', diagnostics: [], log: [] })
    expect((await run('Add Numbers\nAdd Numbers    many\nAd Numbers    1', url)).diagnostics).toEqual([
      "5: Keyword 'Lab.Add Numbers' expected 1 to 2 arguments, got 0.",
      expect.stringContaining('6: The argument "a" of Add Numbers is wrong'),
      '7: I do not know the keyword "Ad Numbers".',
    ])
  })

  test('gets defaults, further values and named ones', async () => {
    const steps = `\${x} =    Join All    second=b
Should Be Equal    \${x}    x-b
\${x} =    Join All    a    b    c    sep=+    z=1    k=2
Should Be Equal    \${x}    a+b+c+k=2+z=1`
    expect((await run(steps, url)).end).toBe('PASS')
  })

  test.each([
    ['${{ [1, 2.0, True, None, "ä<&"] }}', "[1, 2.0, True, '', 'ä<&']"],
    ['${{ {"a": {"b": [1]}, 2: -3} }}', "{'a': {'b': [1]}, '2': -3}"],
    ['\\x00\\xff', "b'\\x00\\xff'"],
    ['${EMPTY}', "''"],
  ])('keeps %s', async (value, expected) => {
    const steps = `\${x} =    Echo    ${value}\nVAR    \${shown}    \${{ repr($x) }}\nLog    \${shown}`
    const { end, log } = await run(steps, url)
    expect({ end, last: log.at(-1) }).toEqual({ end: 'PASS', last: `INFO ${expected}` })
  })

  test('sends bytes, and gets them', async () => {
    const steps = `\${x} =    To Bytes\nShould Be True    $x == b'\\\\x00\\\\xffA'\n\${k} =    Kind Of    \${x}\nShould Be Equal    \${k}    Binary`
    expect((await run(steps, url)).end).toBe('PASS')
  })

  test('logs what the keyword printed, by its levels', async () => {
    expect((await run('Echo    x', url)).log).toEqual(['WARN careful\nand more', 'INFO got it'])
  })

  test('fails with the message of the server, and goes on where it says so', async () => {
    expect((await run('Fail It', url)).end).toBe('FAIL plainly')
    expect((await run('Fail It    softly\nFail It    too', url)).end).toBe(
      'FAIL Several failures occurred:\n\n1) softly\n\n2) too',
    )
  })

  test('cannot be sent a number of more than 32 bits', async () => {
    expect((await run('Echo    ${3000000000}', url)).end).toBe(
      'FAIL OverflowError: int exceeds XML-RPC limits',
    )
  })

  test('may be older, and tell one thing at a time', async () => {
    const old = await start('--old')
    const steps = '${x} =    Add Numbers    2\nShould Be Equal    ${x}    ${42}'
    expect(await run(steps, old)).toEqual({ end: 'PASS', diagnostics: [], log: [] })
  })
})

describe('a server that is not there', () => {
  test('is told before anything runs', async () => {
    expect((await run('No Operation', 'http://127.0.0.1:1')).diagnostics).toEqual([
      '2: Connecting remote server at http://127.0.0.1:1 failed: Connection refused',
    ])
  })

  test('any more fails the keyword', async () => {
    const { end } = await run('Stop Server', await start())
    expect(end).toMatch(/^FAIL Connection to remote server broken: /)
  })
})
