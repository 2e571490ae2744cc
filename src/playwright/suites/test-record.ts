import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestInfo } from '@playwright/test'
import type { BenchClient } from '../../runtime/device/bench-client.ts'
import type { TestEndEvent } from '../../runtime/record/event.ts'
import { openRecord, type Recorder } from '../../runtime/record/recorder.ts'
import { secrets } from '../../runtime/secrets.ts'
import { recordHoldBack } from '../config/environment.ts'

/** The record of one test, in its output folder, with the consoles of the devices that it held. */
export class TestRecord {
  readonly recorder: Recorder
  readonly #info: TestInfo
  readonly #offsets = new Map<string, number>()
  #client: BenchClient | undefined

  constructor(info: TestInfo) {
    this.#info = info
    this.recorder = openRecord(info.outputDir, { holdBack: recordHoldBack() })
    const { title, file, line, tags, retry } = info
    this.recorder.add({ kind: 'test-start', title, file, line, tags, attempt: retry })
  }

  /** Writes what the client's devices do and say from now on, and tells the bench that the test begins. */
  async follow(client: BenchClient): Promise<void> {
    if (this.#client !== undefined) return
    this.#client = client
    for (const { device, console } of client.consoles()) this.#offsets.set(device, console.cursor)
    client.startRecording(this.recorder)
    await client.test({ phase: 'begin', ...this.#place })
  }

  /** Ends the record and attaches it and the text of each console to the test. */
  async end(): Promise<void> {
    const { status = 'passed', error, duration } = this.#info
    const failure = error === undefined ? {} : { error: { message: error.message ?? error.value ?? '' } }
    const ended = status === 'timedOut' ? 'timed-out' : status
    try {
      await this.#client?.test({ phase: 'end', ...this.#place, status: ended })
    } finally {
      await this.#close(ended, { took: duration * 1000, ...failure })
    }
  }

  async #close(status: TestEndEvent['status'], end: Pick<TestEndEvent, 'took' | 'error'>): Promise<void> {
    this.recorder.add({ kind: 'test-end', status, ...end })
    this.#attachConsoles()
    this.#client?.stopRecording()
    const held = status === 'passed' ? this.recorder.takeHeld() : undefined
    await this.recorder[Symbol.asyncDispose]()
    const name = 'record'
    const { attachments } = this.#info
    if (held === undefined)
      attachments.push({ name, path: this.recorder.file, contentType: 'application/x-ndjson' })
    // As text the report holds it in itself; a file a test would cost more than the test.
    else attachments.push({ name, body: Buffer.from(held), contentType: 'text/plain' })
  }

  get #place() {
    const { title, file, line } = this.#info
    return { title, file, line }
  }

  #attachConsoles(): void {
    for (const { device, console } of this.#client?.consoles() ?? []) {
      const text = console.transcript(this.#offsets.get(device) ?? console.log.start)
      const path = join(this.#info.outputDir, `console-${device}.txt`)
      mkdirSync(this.#info.outputDir, { recursive: true })
      writeFileSync(path, secrets.mask(text))
      this.#info.attachments.push({ name: `console-${device}`, path, contentType: 'text/plain' })
    }
  }
}
