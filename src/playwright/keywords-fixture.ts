import type { TestInfo } from '@playwright/test'
import { Report } from '../keywords/binding/report.ts'
import { CallBinder } from '../keywords/calls/bind-call.ts'
import { Boards } from '../keywords/calls/boards.ts'
import { DeviceNeeds } from '../keywords/checking/device-needs.ts'
import { SuiteVariables } from '../keywords/imports/suite-variables.ts'
import { runNode } from '../keywords/interpreter/call-context.ts'
import type { Frame } from '../keywords/interpreter/frame.ts'
import { RunState } from '../keywords/interpreter/run-state.ts'
import { standardCatalogue } from '../keywords/libraries/standard.ts'
import { KeywordScope } from '../keywords/naming/keyword-scope.ts'
import type { Device } from '../runtime/device/device.ts'
import type { Recorder } from '../runtime/record/recorder.ts'
import { baseTest } from './base-test.ts'
import { HeldDevices } from './bench/held-devices.ts'
import { interfacesOfRun } from './bench/third-party-interfaces.ts'
import { StepListener } from './suites/step-listener.ts'

/** Keywords for tests in TypeScript. */
export interface KeywordsFixture {
  /** Calls a keyword with values as arguments; text such as `timeout=5 s` names an argument. Returns its value. */
  call(name: string, ...values: readonly unknown[]): Promise<unknown>
}

function benchFileOf({ project }: TestInfo): string {
  const { benchFile } = project.use as { readonly benchFile?: string }
  return benchFile ?? 'bench.yaml'
}

/** Calls keywords on a device, each shown as a step and recorded. */
export class HilwrightKeywords implements KeywordsFixture {
  readonly #calls: CallBinder
  readonly #frame: Frame
  readonly #at: { readonly text: string; readonly line: number; readonly column: number }

  constructor(dut: Device, recorder: Recorder, info: TestInfo) {
    const scope = new KeywordScope(standardCatalogue(interfacesOfRun(benchFileOf(info))))
    this.#at = { text: '', line: info.line, column: info.column }
    this.#calls = new CallBinder({
      file: info.file,
      scope,
      report: new Report(),
      needs: new DeviceNeeds(),
      boards: new Boards([], new Report()),
    })
    const bindValues = (name: string, values: readonly unknown[]) =>
      this.#calls.bindValues(name, values, this.#at)
    const listener = new StepListener(baseTest.step, recorder)
    this.#frame = {
      scopes: new SuiteVariables(info.file, []).create(info.project.outputDir),
      run: new RunState(listener, new HeldDevices([dut], () => Promise.resolve([]))),
      signal: new AbortController().signal,
      calls: { bindValues },
      nesting: 0,
    }
  }

  async call(name: string, ...values: readonly unknown[]): Promise<unknown> {
    return runNode(this.#calls.bindValues(name, values, this.#at), this.#frame)
  }
}
