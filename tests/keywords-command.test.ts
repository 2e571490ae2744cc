import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProject, type Project } from './project.ts'

/** Debian's browser, as for the HTML report. */
const CHROMIUM = '/usr/bin/chromium'

const RESOURCE = `*** Settings ***
Documentation    Keywords of the *login*.
...
...              See \`Log In\` and <script>alert(1)</script>.
Keyword Tags     console

*** Keywords ***
Log In
    [Documentation]    Logs a user in.
    ...
    ...    = Users =
    ...    | =User= | =Password= |
    ...    | root   | _none_     |
    ...    - one
    ...    - \`\`two\`\`
    ...    Tags: slow
    [Arguments]    \${user}    \${timeout: int}=5    @{rest}    \${shell}=sh    &{more}
    Log    \${user}
Old Way
    [Documentation]    *DEPRECATED* Use \`Log In\`.
    Log    a
Only Here
    [Tags]    robot:private
    Log    a
Set \${pin} To "\${level}"
    Log    \${pin} \${level}
`

const SUITE = `*** Settings ***
Library    ../lib/meter.ts    3
Library    Collections

*** Test Cases ***
First
    Own Step

*** Keywords ***
Own Step
    Log    a
`

const BROKEN = `*** Keywords ***
Fine
    [Documentation]    Works.
    Log    a
Wrong
    [Arguments]    \${a}=1    \${b}
    IF    \${a}
    Log    b
`

const MODULE = `/** Reads a meter. */
export default class Meter {
  /** @param address Where it is. */
  constructor(readonly address: number) {}
  /**
   * Reads a voltage.
   *
   * @param range What to expect at most.
   * @phrase Read the meter up to {range}
   */
  readMeter(range = 10): number { return range }
  _hidden(): void {}
}
`

let project: Project
beforeAll(() => {
  project = createProject({
    'suites/first.hil': SUITE,
    'suites/login.resource': RESOURCE,
    'lib/meter.ts': MODULE,
    'broken.resource': BROKEN,
  })
})
afterAll(() => project[Symbol.asyncDispose]())

describe('in the terminal', () => {
  test('without a name there is every library, resource file and module of the project', async () => {
    const { stdout, exitCode } = await project.hil(['keywords'])
    for (const name of ['BuiltIn', 'Power', 'Collections', 'XML', 'login', 'meter'])
      expect(stdout).toMatch(new RegExp(`^${name}$`, 'm'))
    expect(stdout).toContain(
      '  Log In    user    [timeout=5]    *rest    [shell=sh]    **more\n      Logs a user in.',
    )
    expect(stdout).not.toContain('Only Here')
    expect(exitCode).toBe(2) // broken.resource is told about
  })

  test('a library is shown in full, by its name', async () => {
    const { stdout, exitCode } = await project.hil(['keywords', 'collections'])
    expect(stdout).toMatch(/^Collections {4}library · \d/)
    expect(stdout).toContain('  Sentence: Append {values}, … to {list}\n')
    expect(exitCode).toBe(0)
  })

  test('a pattern finds keywords by their names, bare or with their library', async () => {
    const [bare, full] = await Promise.all([
      project.hil(['keywords', 'power o*']),
      project.hil(['keywords', 'Collections.append*']),
    ])
    expect(bare.stdout).toMatch(/^Power\n {2}Power On\n.*\n {2}Power Off\n.*$/)
    expect(full.stdout).toMatch(/^Collections\n {2}Append To List {4}list_ {4}\*values\n.*$/)
  })

  test('a resource file, a suite and a module are documented by their paths', async () => {
    const [resource, suite, module] = await Promise.all([
      project.hil(['keywords', 'suites/login.resource']),
      project.hil(['keywords', 'suites/first.hil']),
      project.hil(['keywords', 'lib/meter.ts']),
    ])
    expect(resource.stdout).toMatch(/^login {4}resource · suites\/login.resource\n {2}Keywords of the/)
    expect(resource.stdout).toContain('  Tags: console, slow\n')
    expect(suite.stdout).toMatch(/^First {4}suite · suites\/first.hil\n\nOwn Step$/)
    expect(module.stdout).toContain('The import takes:\n    address')
    expect(module.stdout).toContain(
      'Read Meter    [range=10]\n  Reads a voltage.\n  Sentence: Read the meter up to {range}',
    )
    expect(module.stdout).not.toContain('idden')
  })

  test('several names are all answered, and what is unknown gets its neighbours', async () => {
    const names = ['Collectons', 'Power On', 'suites/logn.resource', 'lib/meter.py', 'Xyzzyq']
    const { stdout, stderr, exitCode } = await project.hil(['keywords', ...names])
    expect(stdout).toMatch(/^Power On\n/)
    expect(stderr).toContain('"Collectons".\n  Did you mean "Collections"?')
    expect(stderr).toContain(
      'There is no file "suites/logn.resource".\n  Did you mean "suites/login.resource"?',
    )
    expect(stderr).toContain('There is no file "lib/meter.py".')
    expect(stderr).toContain('"Xyzzyq".\n  Libraries and resources: BuiltIn,')
    expect(exitCode).toBe(2)
  })

  test.each([
    ['reboot', /^Power\n {2}Power Cycle/],
    ['upload file', /^Files\n {2}Put File On Device /],
    ['burn', /^Storage\n {2}Flash /],
    ['delay', /^BuiltIn\n {2}Sleep /],
    ['turn off', /^Power\n {2}Power Off/],
  ])('"%s" finds what keywords call otherwise', async (words, first) => {
    const { stdout, exitCode } = await project.hil(['keywords', words])
    expect(stdout).toMatch(first)
    expect(exitCode).toBe(0)
  })

  test('what keywords are called goes before what else has to do with it', async () => {
    const { stdout } = await project.hil(['keywords', 'check'])
    expect(stdout).toMatch(/^Checks\n {2}Check That /)
    expect(stdout).toContain('  Should Be Equal ')
  })

  test('a file with mistakes is documented as far as it goes, and each mistake is told', async () => {
    const { stdout, stderr, exitCode } = await project.hil(['keywords', 'broken.resource'])
    expect(stdout).toContain('Fine\n  Works.\n')
    expect(stdout).toContain('Wrong    [a=1]    b')
    expect(stderr).toContain('broken.resource:6:')
    expect(stderr).toContain('broken.resource:7:')
    expect(exitCode).toBe(2)
  })
})

describe('JSON', () => {
  test('one file has the shape of libdoc', async () => {
    const { stdout, exitCode } = await project.hil(['keywords', 'suites/login.resource', '--json'])
    const page = JSON.parse(stdout)
    expect(page).toMatchObject({
      ...{ specversion: 4, name: 'login', type: 'RESOURCE', scope: 'GLOBAL', docFormat: 'ROBOT' },
      ...{ source: 'suites/login.resource', tags: ['console', 'robot:private', 'slow'] },
    })
    const [logIn, old, own, embedded] = page.keywords
    expect(logIn).toMatchObject({
      name: 'Log In',
      shortdoc: 'Logs a user in.',
      tags: ['console', 'slow'],
      lineno: 8,
    })
    expect(logIn.doc).not.toContain('Tags:')
    expect(logIn.args.map((one: { kind: string; repr: string }) => [one.kind, one.repr])).toEqual([
      ['POSITIONAL_OR_NAMED', 'user'],
      ['POSITIONAL_OR_NAMED', 'timeout: int = 5'],
      ['VAR_POSITIONAL', '*rest'],
      ['NAMED_ONLY', 'shell=sh'],
      ['VAR_NAMED', '**more'],
    ])
    expect([old.deprecated, own.private, embedded.name]).toEqual([true, true, 'Set ${pin} To "${level}"'])
    expect(embedded.args).toEqual([])
    expect(exitCode).toBe(0)
  })

  test('several are a list, in a file that ends in .json', async () => {
    const { stdout, stderr } = await project.hil(['keywords', 'Power', 'Bench', '--json', 'out/all.json'])
    expect([stdout, stderr]).toEqual(['', 'wrote out/all.json'])
    const { libraries } = JSON.parse(project.read('out/all.json'))
    expect(libraries.map(({ name }: { name: string }) => name)).toEqual(['Power', 'Bench'])
  })

  test('a name behind --json is no file to write to', async () => {
    const { stdout } = await project.hil(['keywords', '--json', 'suites/first.hil'])
    expect(JSON.parse(stdout)).toMatchObject({ name: 'First', type: 'SUITE' })
    expect(project.read('suites/first.hil')).toBe(SUITE)
  })
})

test('a page is written only to a file that ends in .html', async () => {
  const { stderr, exitCode } = await project.hil(['keywords', '--html', 'suites/first.hil'])
  expect(stderr).toContain('"suites/first.hil" does not')
  expect(exitCode).toBe(2)
  expect(project.read('suites/first.hil')).toBe(SUITE)
})

describe.skipIf(!existsSync(CHROMIUM))('the HTML page', () => {
  let browser: Browser
  beforeAll(async () => {
    await project.hil(['keywords', '--html', 'keywords.html'])
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    })
  })
  afterAll(() => browser.close())

  /** The page at a link, and all that it asked for or complained about. */
  async function open(hash = ''): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(request.url())
    })
    await page.goto(`${pathToFileURL(`${project.folder}/keywords.html`).href}${hash}`)
    return { page, complaints }
  }

  test('typing filters keywords and counts them, and Escape shows all again', async () => {
    const { page, complaints } = await open()
    const shown = page.locator('details.keyword:visible')
    const all = await shown.count()
    expect(all).toBeGreaterThan(300)
    await page.keyboard.press('/')
    await page.keyboard.type('append list')
    expect(await page.getByRole('status').textContent()).toBe(`${await shown.count()} of ${all} keywords`)
    expect(await shown.count()).toBeLessThan(10)
    expect(await shown.locator('h3').allTextContents()).toContain('Append To List')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await shown.first().getAttribute('open')).toBe('')
    await page.keyboard.press('Escape')
    expect(await shown.count()).toBe(all)
    await page.getByRole('searchbox').fill('xyzzy')
    await page.getByText('No keyword has all of this.').waitFor()
    expect(complaints).toEqual([])
  })

  test('a tag shows only keywords that have it', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'slow', exact: true }).click()
    expect(await page.locator('details.keyword:visible h3').allTextContents()).toEqual(['Log In'])
    expect(await page.getByRole('button', { pressed: true }).allTextContents()).toEqual(['slow'])
  })

  test('a link leads to its keyword, however it writes spaces and capitals', async () => {
    for (const hash of ['#Console.Read_Serial_Until', '#console.read%20serial%20until', '#ReadSerialUntil']) {
      const { page } = await open(hash)
      await page.getByText('The text to wait for.').waitFor()
      expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('Read Serial Until')
    }
  })

  test("documentation is laid out by Robot's markup, and never run", async () => {
    const { page, complaints } = await open('#login.Log_In')
    const body = page.locator('[id="login.Log_In"] .doc')
    expect(await body.locator('h4, th, td em, li').allTextContents()).toEqual([
      ...['Users', 'User', 'Password', 'none', 'one', 'two'],
    ])
    const intro = page.locator('#login > .doc')
    expect(await intro.textContent()).toContain('<script>alert(1)</script>')
    expect(await intro.locator('b').textContent()).toBe('login')
    expect(await intro.getByRole('link').getAttribute('href')).toBe('#login.Log_In')
    expect(await page.getByText('Only Here').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('nothing is wider than a telephone', async () => {
    const { page } = await open('#login.Log_In')
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  })
})
