// Makes the pictures of the documentation, docs/images/*.png, from real runs. Needs dist/ and Debian's chromium.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import { terminalPage } from './terminal-page.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const images = join(root, 'docs/images')
const folder = mkdtempSync(join(tmpdir(), 'hilwright-pictures-'))

const SECOND = `*** Settings ***
Test Setup        Power Off
Test Teardown     Power Off

*** Test Cases ***
Board Greets In Capitals
    Power On
    Read Serial Until    BOOT COMPLETE    timeout=3 s
`

const MISTAKES = `*** Test Cases ***
Board Boots
    Powr On
    Read Serial Until boot complete
    Power Cycle    off_time=soon
    Log    \${lgo}
`

makeProject()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  await takeTerminal('run', 'npx hil run suites')
  await takeReport('report', 'Board Boots')
  writeFileSync(join(folder, 'suites/second.hil'), SECOND)
  await takeTerminal('failure', 'npx hil run suites/second.hil')
  await takeReport('report-failure', 'Board Greets In Capitals')
  writeFileSync(join(folder, 'suites/mistakes.hil'), MISTAKES)
  await takeTerminal('check', 'npx hil check suites/mistakes.hil')
  rmSync(join(folder, 'suites/mistakes.hil'))
  await takeKeywords('keywords')
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}

/** A project with the example suites, as a newcomer would have it. */
function makeProject() {
  for (const name of ['suites', 'firmware', 'bench.yaml', 'playwright.config.ts'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/hilwright'))
  symlinkSync(join(root, 'node_modules/@playwright'), join(folder, 'node_modules/@playwright'))
}

/** Runs a command, and takes a picture of what it wrote. */
async function takeTerminal(name, command) {
  const args = [join(root, 'dist/src/cli/main.js'), ...command.split(' ').slice(2)]
  const env = { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined }
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' })
  const page = await browser.newPage({ viewport: { width: 1600, height: 800 }, deviceScaleFactor: 1.5 })
  await page.setContent(terminalPage(command, withoutFolder(stderr + stdout)))
  await page.locator('pre').screenshot({ path: join(images, `${name}.png`) })
  await page.close()
}

/** Opens the HTML report at a test, and takes a picture. */
async function takeReport(name, test) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, deviceScaleFactor: 1.5 })
  await page.goto(pathToFileURL(join(folder, 'hil-report/index.html')).href)
  await page.getByRole('link', { name: test }).first().click()
  await page.getByText('Test Steps').waitFor()
  await page.getByRole('treeitem').first().waitFor()
  await page.evaluate((path) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(path, '~/my-lab')
  }, folder)
  await page.screenshot({ path: join(images, `${name}.png`), fullPage: true })
  await page.close()
}

/** Writes the page of all keywords, searches in it, unfolds a keyword, and takes a picture. */
async function takeKeywords(name) {
  const args = [join(root, 'dist/src/cli/main.js'), 'keywords', '--html', 'keywords.html']
  spawnSync(process.execPath, args, { cwd: folder })
  const page = await browser.newPage({ viewport: { width: 1200, height: 760 }, deviceScaleFactor: 1.5 })
  await page.goto(pathToFileURL(join(folder, 'keywords.html')).href)
  await page.getByRole('searchbox').fill('serial until')
  await page.getByRole('heading', { name: 'Read Serial Until', exact: true }).click()
  await page.screenshot({ path: join(images, `${name}.png`) })
  await page.close()
}

function withoutFolder(text) {
  return text.replaceAll(folder, '~/my-lab')
}
