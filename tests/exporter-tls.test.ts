import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { generate } from 'selfsigned'
import { describe, expect, test } from 'vitest'
import { createProject, type Project } from './project.ts'

const SUITE = `*** Test Cases ***
Boots
    Power Cycle    off_time=50 ms
    Read Serial Until    boot complete    timeout=20 s
`

/** An exporter that serves the project's bench encrypted, and where. */
async function exported(project: Project, state: NodeJS.ProcessEnv, ...options: readonly string[]) {
  const exporter = project.hil(['exporter', 'serve', '--listen', '127.0.0.1:0', '--tls', ...options], state)
  const said = await exporter.says('Clients show the token in')
  const url = /wss:\S+/.exec(said)?.[0] ?? ''
  return { exporter, url, fingerprint: /Fingerprint (\S+)/.exec(said)?.[1] ?? '' }
}

describe('an encrypted exporter', () => {
  test('is met once, known afterwards, and refused when it shows another certificate', async () => {
    await using project = createProject({ 'suites/boot.hil': SUITE })
    const state = { XDG_STATE_HOME: `${project.folder}/state` }
    const first = await exported(project, state)
    const met = await project.hil(['run', '--exporter', first.url], state)
    expect(met.all).toContain('1 passed')
    expect(met.stderr).toContain(first.fingerprint)
    const known = await project.hil(['run', '--exporter', first.url], state)
    expect(known.all).toContain('1 passed')
    expect(known.stderr).not.toContain(first.fingerprint)

    writeFileSync(knownFile(project), readFileSync(knownFile(project), 'utf8').replace(/ ..:/, ' 00:'))
    const changed = await project.hil(['run', '--exporter', first.url], state)
    expect(changed.exitCode).toBe(3)
    expect(changed.stderr).toContain('shows another certificate')
    expect(changed.stderr).toContain('Somebody may be in between')
    first.exporter.signal('SIGINT', 'process')
    await first.exporter
  })

  test('keeps its key to itself, and its certificate over a restart', async () => {
    await using project = createProject({ 'suites/boot.hil': SUITE })
    const state = { XDG_STATE_HOME: `${project.folder}/state` }
    const first = await exported(project, state)
    first.exporter.signal('SIGINT', 'process')
    await first.exporter
    const key = `${project.folder}/state/hilwright/exporter.key`
    expect(statSync(key).mode & 0o777).toBe(0o600)
    const again = await exported(project, state)
    expect(again.fingerprint).toBe(first.fingerprint)
    again.exporter.signal('SIGINT', 'process')
    await again.exporter
    rmSync(key)
  })

  test('is let in by a fingerprint that was given, and by no other', async () => {
    await using project = createProject({ 'suites/boot.hil': SUITE })
    const state = { XDG_STATE_HOME: `${project.folder}/state` }
    const { exporter, url, fingerprint } = await exported(project, state)
    const right = await project.hil(['run', '--exporter', url], { ...state, HIL_FINGERPRINT: fingerprint })
    expect(right.all).toContain('1 passed')
    const other = await project.hil(['run', '--exporter', url], {
      ...state,
      HIL_FINGERPRINT: fingerprint.replace(/^../, '00'),
    })
    expect(other.exitCode).toBe(3)
    expect(other.stderr).toContain('The fingerprint given is 00:')
    exporter.signal('SIGINT', 'process')
    await exporter
  })

  test('with a certificate that has expired is refused with its date', async () => {
    await using project = createProject({ 'suites/boot.hil': SUITE })
    const state = { XDG_STATE_HOME: `${project.folder}/state` }
    const old = await generate([{ name: 'commonName', value: 'old' }], {
      ...{ keyType: 'ec', algorithm: 'sha256' },
      ...{ notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date('2021-02-03') },
    })
    writeFileSync(`${project.folder}/old.crt`, old.cert)
    writeFileSync(`${project.folder}/old.key`, old.private)
    const { exporter, url } = await exported(project, state, '--cert', 'old.crt', '--key', 'old.key')
    const run = await project.hil(['run', '--exporter', url], state)
    expect(run.exitCode).toBe(3)
    expect(run.stderr).toContain('expired on 2021-02-03')
    exporter.signal('SIGINT', 'process')
    await exporter
  })
})

describe('an exporter for other machines', () => {
  test('is encrypted unless it is told otherwise, and then it warns', async () => {
    await using project = createProject({})
    const state = { XDG_STATE_HOME: `${project.folder}/state` }
    const exporter = project.hil(['exporter', 'serve', '--listen', ':0'], state)
    expect(await exporter.says('Clients show')).toContain('wss://')
    exporter.signal('SIGINT', 'process')
    await exporter
    const open = project.hil(['exporter', 'serve', '--listen', ':0', '--insecure'], state)
    expect(await open.says('Clients show')).toContain(' ws://')
    open.signal('SIGINT', 'process')
    expect((await open).stderr).toContain('cross the network in the clear')
  })

  test('is not started with options that contradict each other', async () => {
    await using project = createProject({})
    for (const options of [
      ['--tls', '--insecure'],
      ['--cert', 'a.crt'],
      ['--tls', '--listen', '/tmp/a.sock'],
    ]) {
      const { exitCode } = await project.hil(['exporter', 'serve', ...options])
      expect(exitCode).toBe(2)
    }
  })
})

function knownFile(project: Project): string {
  return `${project.folder}/state/hilwright/known-exporters`
}
