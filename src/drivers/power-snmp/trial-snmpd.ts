import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { TrialOutlet } from './trial-outlets.ts'

/** An SNMP agent at work, with one outlet, 3 of unit 1. */
export interface TrialSnmpd extends AsyncDisposable {
  readonly port: number
  isOn(): boolean
  /** Takes what is written, and does not switch, from now on. */
  stick(): void
}

/** Starts snmpd with the objects of one outlet behind it. */
export async function startSnmpd(outlet: TrialOutlet, port: number): Promise<TrialSnmpd> {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-snmpd-'))
  const [script, file, state] = ['pass', 'snmpd.conf', 'state'].map((name) => join(folder, name))
  if (script === undefined || file === undefined || state === undefined) throw new Error('no names')
  writeFileSync(script, outletScript(folder, outlet))
  chmodSync(script, 0o755)
  writeFileSync(state, 'off')
  writeFileSync(file, configuration(script))
  const args = ['-f', '-Lo', '-C', '-c', file, `udp:127.0.0.1:${port}`]
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, SNMP_PERSISTENT_DIR: folder }
  const child = spawn('snmpd', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'exit')
  await listening(child.stdout)
  return {
    port,
    isOn: () => readFileSync(state, 'utf8') === 'on',
    stick: () => writeFileSync(join(folder, 'stuck'), ''),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

/** It names its version when it has opened its port. */
function listening(output: Readable): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    output.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('NET-SNMP version')) resolve()
    })
    output.on('end', () => reject(new Error(`snmpd ended:\n${said}`)))
  })
}

const TREES = ['.1.3.6.1.4.1.318', '.1.3.6.1.4.1.13742', '.1.3.6.1.2.1.105']

function configuration(script: string): string {
  return [
    'rwcommunity private 127.0.0.1',
    'rocommunity public 127.0.0.1',
    'createUser bench SHA "authentic" AES "confidential"',
    'rwuser bench priv',
    ...TREES.map((tree) => `pass ${tree} /bin/sh ${script}`),
    '',
  ].join('\n')
}

/** What snmpd asks for its values: `-g OID`, and `-s OID TYPE VALUE`. */
function outletScript(folder: string, outlet: TrialOutlet): string {
  const { control, on, off, state, isOn, isOff, meter = {} } = outlet
  const values = Object.entries(meter).map(([oid, value]) => `${oid}) value=${value} ;;`)
  return `cd '${folder}' || exit 1
if [ "$1" = -s ]; then
  [ "$2" = ${control} ] || { echo not-writable; exit 0; }
  [ -e stuck ] && exit 0
  case "$4" in
    ${on}) printf on > state ;;
    ${off}) printf off > state ;;
    *) echo wrong-value ;;
  esac
  exit 0
fi
[ "$1" = -g ] || exit 0
case "$2" in
  ${state}) if [ "$(cat state)" = on ]; then value=${isOn}; else value=${isOff}; fi ;;
  ${values.join('\n  ')}
  *) exit 0 ;;
esac
echo "$2"; echo integer; echo "$value"
`
}
