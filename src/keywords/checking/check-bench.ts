import type { FileDiagnostic } from '../../grammar/diagnostic.ts'
import { matchesSelector, parseSelector, type Selector } from '../../runtime/bench/selector.ts'
import type { BenchDescription, DeviceDescription } from '../../runtime/connection.ts'
import { ambiguousDevice } from '../../runtime/device/device.ts'
import { messageOf } from '../../runtime/errors.ts'
import { noDeviceMatches } from '../../runtime/session/arbiter.ts'
import type { BoundSuite } from '../binding/bound-suite.ts'
import type { TestProgram } from '../test-run/test-program.ts'
import { placeOfChoice, placeOfNeed, placeOfTest } from './need-place.ts'

/** What a suite needs that the bench has not: devices by selector, and interfaces. Nothing is opened. */
export function checkAgainstBench(
  suite: BoundSuite,
  bench: BenchDescription,
  board: string,
): FileDiagnostic[] {
  if (suite.interfaces.size === 0 && suite.selectors.length === 0) return []
  try {
    const devices = chosenDevices(suite, bench, board)
    const isThere = (name: string) => devices.some((device) => offers(device, name))
    const optional = new Set(suite.tests.flatMap(({ requires = [] }) => requires))
    // A test that says what it requires is skipped where that is missing: the suite is right all the same.
    const lacking = [...suite.interfaces].filter(
      (name) => name !== 'any' && !isThere(name) && !optional.has(name),
    )
    return [
      ...lacking.map((name) =>
        remark('ability-missing', lackingText(name, devices), placeOfNeed(suite, name)),
      ),
      ...suite.tests.flatMap((test) => skipped(suite, test, isThere)),
    ]
  } catch (error) {
    return [remark('no-device', messageOf(error), placeOfChoice(suite))]
  }
}

/** Warns of a test that this bench cannot run. */
function skipped(suite: BoundSuite, test: TestProgram, isThere: (name: string) => boolean): FileDiagnostic[] {
  const missing = (test.requires ?? []).filter((name) => !isThere(name))
  if (missing.length === 0) return []
  const message = `The test "${test.name}" is skipped: no device of the bench offers ${missing.join(' and ')}.`
  return [{ code: 'requirement-missing', severity: 'warning', message, ...placeOfTest(suite, test) }]
}

/** The devices that the suite would be given. Throws a SuiteError that says why there are none. */
function chosenDevices(
  suite: BoundSuite,
  bench: BenchDescription,
  board: string,
): readonly DeviceDescription[] {
  const selectors = suite.selectors.length > 0 ? suite.selectors : board === '' ? [] : [board]
  if (selectors.length > 0) return selectors.flatMap((selector) => matching(parseSelector(selector), bench))
  const duts = bench.devices.filter((device) => device.role === 'dut')
  if (duts.length > 1) throw ambiguousDevice(duts)
  return duts
}

function matching(selector: Selector, { devices }: BenchDescription): DeviceDescription[] {
  const found = devices.filter((device) => matchesSelector(selector, device))
  if (found.length === 0) throw noDeviceMatches(selector, devices)
  return found
}

function offers(device: DeviceDescription, name: string): boolean {
  return device.abilities.some((ability) => ability.interface === name)
}

function lackingText(name: string, devices: readonly DeviceDescription[]): string {
  const list = devices.map(
    (device) => `${device.name} offers ${device.abilities.map((a) => a.interface).join(', ') || 'nothing'}`,
  )
  return `The suite uses "${name}", which no device of the bench offers: ${list.join('; ') || 'the bench has no device under test'}.`
}

function remark(code: string, text: string, place: ReturnType<typeof placeOfNeed>): FileDiagnostic {
  const [message = text, ...hint] = text.split('\n')
  const diagnostic = { code, severity: 'error' as const, ...place, message }
  return hint.length === 0 ? diagnostic : { ...diagnostic, hint: hint.join('\n') }
}
