import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { createProject } from './project.ts'

/** Debian's browser: the one that Playwright downloads is not needed for anything else here. */
const CHROMIUM = '/usr/bin/chromium'

const SUITE = `*** Test Cases ***
Board Boots
    Power On
    Wait For Boot
    [Teardown]    Power Off
Fails
    Should Be Equal    one    two

*** Keywords ***
Wait For Boot
    Read Serial Until    boot complete    timeout=20 s
`

test.skipIf(!existsSync(CHROMIUM))(
  'the HTML report shows suites by their names, steps at their lines, and the console of each test',
  async () => {
    await using project = createProject({ 'suites/boot.hil': SUITE })
    await project.hil(['run'])
    await using browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    })
    const page = await browser.newPage()
    await page.goto(pathToFileURL(`${project.folder}/hil-report/index.html`).href)
    await page.getByText('suites/boot.hil', { exact: true }).waitFor()
    expect(await page.getByText('.hil.cjs').count()).toBe(0)
    await page.getByRole('link', { name: 'Board Boots' }).first().click()
    await seesPassedTest(page)
    await page.goBack()
    await page.getByRole('link', { name: 'Fails' }).first().click()
    await page.getByText('one != two').first().waitFor()
    await page.getByText('7 |     Should Be Equal    one    two').first().waitFor()
  },
)

/** The steps of a test that passed, the keywords inside of one, and its attachments. */
async function seesPassedTest(page: Page): Promise<void> {
  await page.getByText('boot.hil:2').first().waitFor()
  await page.getByText('console-board').first().waitFor()
  await page
    .getByText(/^record/)
    .first()
    .waitFor()
  await page.getByRole('treeitem', { name: 'Wait For Boot' }).last().click()
  await page.getByText('Read Serial Until    boot complete').first().waitFor()
  await page.getByText('boot.hil:11').first().waitFor()
}
