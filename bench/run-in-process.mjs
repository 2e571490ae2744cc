// Runs the only test of a suite without Playwright, with the record on; prints its time in ms and the memory in MB.
import { dirname, join } from 'node:path'
import { bindSuite } from '../dist/src/keywords/binding/bind-suite.js'
import { RunState } from '../dist/src/keywords/interpreter/run-state.js'
import { standardCatalogue } from '../dist/src/keywords/libraries/standard.js'
import { runTest } from '../dist/src/keywords/test-run/run-test.js'
import { StepListener } from '../dist/src/playwright/suites/step-listener.js'
import { openRecord } from '../dist/src/runtime/record/recorder.js'

const [file] = process.argv.slice(2)
const suite = bindSuite(file, standardCatalogue())
const recorder = openRecord(join(dirname(file), 'record'))
const listener = new StepListener((_title, body) => body(), recorder)
const began = performance.now()
const end = await runTest(suite.tests[0], {
  ...{ scopes: suite.variables.create(dirname(file)).enterTest(), run: new RunState(listener, {}) },
  ...{ calls: suite.calls, signal: new AbortController().signal, timeout: Infinity, teardownTimeout: 1000 },
})
await recorder[Symbol.asyncDispose]()
if (end.status !== 'passed') throw new Error(end.failure?.message)
console.log(
  JSON.stringify({ time: performance.now() - began, memory: process.resourceUsage().maxRSS / 1024 }),
)
