import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import { rowsShow } from '../../runtime/search/shown-rows.ts'
import { formatDuration } from '../../runtime/units.ts'

/** A display to wait at. */
export interface AwaitedLcd<Face extends { readonly rows: readonly string[] }> {
  readonly device: string
  /** What it shows, at once and whenever that changes, until the signal aborts. */
  faces(signal: AbortSignal): AsyncIterable<Face>
  /** Why it may not show what is wanted in a row, in one sentence; undefined if nothing is known. */
  why(face: Face, row: number | undefined): string | undefined
}

/** What is waited for; a timeout of 0 looks once. */
export interface AwaitedText {
  readonly text: string
  readonly row?: number | undefined
  /** Milliseconds. */
  readonly timeout: number
}

/** Waits until a display shows a text, and gives its rows; a DeviceError shows what it shows instead. */
export async function awaitText<Face extends { readonly rows: readonly string[] }>(
  lcd: AwaitedLcd<Face>,
  wanted: AwaitedText,
  signal: AbortSignal,
): Promise<string[]> {
  using deadline = withDeadline(wanted.timeout, signal, `waiting for "${wanted.text}"`)
  let last: Face | undefined
  try {
    // Looking once is no matter of time: its answer is waited for as long as the caller does.
    for await (const face of lcd.faces(wanted.timeout === 0 ? signal : deadline.signal)) {
      last = face
      checkRow(lcd.device, face.rows.length, wanted.row)
      if (rowsShow(face.rows, wanted.text, wanted.row)) return [...face.rows]
      if (wanted.timeout === 0) break
    }
  } catch (error) {
    if (!isDeadline(error) || last === undefined) throw error
  }
  signal.throwIfAborted()
  throw lacking(lcd, wanted, last)
}

function checkRow(device: string, rows: number, row: number | undefined): void {
  if (row === undefined || row <= rows) return
  const message = `The LCD of ${device} has ${rows === 1 ? 'one row' : `${rows} rows`}; there is no row ${row}.`
  throw new SuiteError('unknown-row', message, { device, hint: 'Rows are counted from the top, from 1.' })
}

function lacking<Face extends { readonly rows: readonly string[] }>(
  { device, why }: AwaitedLcd<Face>,
  { text, row, timeout }: AwaitedText,
  face: Face | undefined,
): DeviceError {
  const where = row === undefined ? '' : ` in row ${row}`
  const when = timeout === 0 ? 'does not show' : 'did not show'
  const within = timeout === 0 ? '' : ` within ${formatDuration(timeout)}`
  const rows =
    face?.rows.map((shown, index) => `\n  ${index + 1} | ${shown}`.trimEnd()).join('') ?? ' nothing'
  const message = `The LCD of ${device} ${when} ${JSON.stringify(text)}${where}${within}. It shows:${rows}`
  const hint = face === undefined ? undefined : why(face, row)
  return new DeviceError('lcd-lacks', message, hint === undefined ? { device } : { device, hint })
}
