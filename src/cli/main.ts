#!/usr/bin/env node
import { runCli } from './cli.ts'

// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const code = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  get stdin() {
    return process.stdin
  },
  env: process.env,
})
// Playwright ends the process itself when it has run; every other command ends here.
if (code !== undefined) process.exitCode = code
