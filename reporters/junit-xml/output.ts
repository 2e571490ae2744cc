import type { Attachment, Attempt } from '../model/attempt.ts'
import { relativeFile } from '../model/suite-file.ts'
import { textTail } from './text-tail.ts'
import { xmlText } from './xml-text.ts'

/** How many bytes of each log a failed test shows: its last 100 kB. */
export const FAILED_OUTPUT_LIMIT = 100_000

const PASSED_OUTPUT_LIMIT = 16_000
/** What the logs of all passed tests together may take: GitLab refuses a file of more than 30 MB. */
const PASSED_OUTPUT_BUDGET = 16_000_000

/** How an attempt's output is written. */
export interface OutputOptions {
  /** The folder that files are named relative to. */
  readonly root: string
  /** Bytes of each log, of which the last are kept. */
  readonly limit: number
}

/** How many bytes of each log a passed test may show, in a run of so many tests. */
export function passedOutputLimit(tests: number): number {
  return Math.min(PASSED_OUTPUT_LIMIT, Math.floor(PASSED_OUTPUT_BUDGET / Math.max(1, tests)))
}

/** The `system-out` and `system-err` of an attempt: console logs, what the test printed, and its files. */
export function attemptOutput(attempt: Attempt | undefined, { root, limit }: OutputOptions): object {
  if (attempt === undefined) return {}
  const out = [
    ...attempt.attachments.filter(isConsoleLog).map((log) => section(log.name, textTail(log, limit))),
    section('printed by the test', printed(attempt.stdout, limit)),
    attempt.attachments.map((file) => attachmentLine(file, root)).join(''),
  ]
  return {
    ...outputElement('system-out', out.join('')),
    ...outputElement('system-err', xmlText(printed(attempt.stderr, limit))),
  }
}

function isConsoleLog({ name, contentType }: Attachment): boolean {
  return name.startsWith('console-') && contentType.startsWith('text/plain')
}

function outputElement(name: string, text: string): object {
  return text === '' ? {} : { [name]: { '#cdata': text } }
}

function printed(chunks: Attempt['stdout'], limit: number): string {
  return textTail({ body: Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))) }, limit)
}

function section(title: string, text: string): string {
  return text === '' ? '' : `--- ${xmlText(title)} ---\n${xmlText(text)}${text.endsWith('\n') ? '' : '\n'}`
}

/** The line by which Jenkins' attachments plugin and GitLab find a file; it must stand by itself. */
function attachmentLine({ path }: Attachment, root: string): string {
  return path === undefined ? '' : `\n[[ATTACHMENT|${xmlText(relativeFile(path, root))}]]\n`
}
