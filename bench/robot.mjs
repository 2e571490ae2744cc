// Robot Framework, where there is one.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { timeProcess } from './timed-process.mjs'

/** Folder with the package `robot`, if it is not installed. */
const { HIL_BENCH_ROBOT } = process.env

/** The environment for a Python that finds Robot Framework. */
export function robotEnvironment() {
  return HIL_BENCH_ROBOT === undefined ? process.env : { ...process.env, PYTHONPATH: HIL_BENCH_ROBOT }
}

/** Why Robot Framework cannot be run; undefined if it can. */
export function whyNoRobot() {
  const { error } = spawnSync('python3', ['--version'])
  if (error !== undefined) return 'no python3'
  const { status } = spawnSync('python3', ['-c', 'import robot'], { env: robotEnvironment() })
  return status === 0 ? undefined : 'python3 has no robot; HIL_BENCH_ROBOT may name the folder that holds it'
}

/** Runs a suite with all of Robot's reports. */
export function runRobot(suite) {
  const folder = mkdtempSync(join(tmpdir(), 'hil-bench-robot-'))
  try {
    writeFileSync(join(folder, 'trial.robot'), suite)
    const args = ['-m', 'robot', '--console', 'dotted', '--xunit', 'xunit.xml', 'trial.robot']
    return timeProcess('python3', args, { cwd: folder, env: robotEnvironment() })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
