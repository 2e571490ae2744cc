import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program of a test that behaves as the real one does with its hardware plugged in. */
export interface TrialProgram {
  /** What a driver starts. */
  readonly path: string
  /** True if its one port or relay is on. */
  isOn(): boolean
  /** Makes it do something else from now on: nothing at all, wait for ever, or end badly. */
  fault(kind: 'lies' | 'hangs' | 'fails' | undefined): void
}

/** uhubctl with one hub at 1-1.4, that has something plugged in at port 2. */
export function trialUhubctl(folder: string): TrialProgram {
  return trialProgram(
    folder,
    `
status() {
  echo "$1 status for hub 1-1.4 [05e3:0608 USB2.0 Hub, USB 2.10, 4 ports]"
  if [ "$(state)" = 1 ]; then echo "  Port 2: 0503 power highspeed enable connect [1209:0001 Widget power]"
  else echo "  Port 2: 0000 off"; fi
}
[ "$2" = 1-1.4 ] || { echo "No compatible devices detected at location $2!" >&2; exit 1; }
status Current
case "$6" in
  on) put 1; echo "Sent power on request"; status New ;;
  off) put 0; echo "Sent power off request"; status New ;;
esac`,
  )
}

/** usbrelay with one board HURTM of two relays; relay 2 is under trial. */
export function trialUsbrelay(folder: string): TrialProgram {
  return trialProgram(
    folder,
    `
echo "Device Found" >&2
case "$1" in
  HURTM_2=*) put "\${1#*=}" ;;
  '') echo HURTM_1=0; echo "HURTM_2=$(state)" ;;
esac`,
  )
}

function trialProgram(folder: string, body: string): TrialProgram {
  mkdirSync(folder, { recursive: true })
  const file = (name: string) => join(folder, name)
  const frame = `#!/bin/sh
cd '${folder}' || exit 9
state() { cat state; }
put() { [ "$(cat fault)" = lies ] || printf %s "$1" > state; }
case "$(cat fault)" in
  hangs) exec sleep 600 ;;
  fails) echo "libusb: error -3" >&2; exit 3 ;;
esac`
  writeFileSync(file('program'), frame + body)
  chmodSync(file('program'), 0o755)
  writeFileSync(file('state'), '0')
  writeFileSync(file('fault'), '')
  return {
    path: file('program'),
    isOn: () => readFileSync(file('state'), 'utf8') === '1',
    fault: (kind) => writeFileSync(file('fault'), kind ?? ''),
  }
}
