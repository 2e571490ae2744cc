import { SuiteError } from '../../runtime/errors.ts'
import type { DbcFile, DbcMessage, DbcSignal } from './dbc-file.ts'

/** What is gathered before the parts are put together. */
interface Gathering {
  readonly messages: DraftMessage[]
  readonly labels: Map<string, ReadonlyMap<bigint, string>>
  readonly floats: Set<string>
  readonly switches: Map<string, NonNullable<DbcSignal['when']>>
}

interface DraftMessage extends Omit<DbcMessage, 'signals'> {
  /** As the file writes it: the highest bit says that it is extended. */
  readonly number: string
  readonly signals: DbcSignal[]
}

const EXTENDED = 0x80000000
/** The name of the message that holds signals of none. */
const NO_MESSAGE = 'VECTOR__INDEPENDENT_SIG_MSG'

/** Parses a DBC file; a SuiteError names the line that cannot be read. What is not about messages is left out. */
export function parseDbc(text: string, name: string): DbcFile {
  const gathering: Gathering = { messages: [], labels: new Map(), floats: new Set(), switches: new Map() }
  let line = 1
  for (const statement of statementsOf(text)) {
    const [space = ''] = /^\s*/.exec(statement) ?? []
    const [word = ''] = /^\w*/.exec(statement.trim()) ?? []
    READERS[word]?.(statement.trim(), gathering, `${name}:${line + newlines(space)}`)
    line += newlines(statement)
  }
  return {
    messages: gathering.messages
      .filter((one) => one.name !== NO_MESSAGE)
      .map((one) => finished(one, gathering)),
  }
}

type Reader = (statement: string, gathering: Gathering, place: string) => void

const READERS: Readonly<Record<string, Reader | undefined>> = {
  BO_: readMessage,
  SG_: readSignal,
  VAL_: readLabels,
  SIG_VALTYPE_: readFloat,
  SG_MUL_VAL_: readSwitch,
}

/** A statement begins with a keyword at the start of a line, outside of quotes. */
function statementsOf(text: string): string[] {
  const unquoted = text.replace(/"(?:[^"\\]|\\.)*"/gs, (quoted) => '_'.repeat(quoted.length))
  const starts = [...unquoted.matchAll(/^[ \t]*[A-Z][A-Z_]*/gm)].map((match) => match.index)
  return starts.map((start, index) => text.slice(index === 0 ? 0 : start, starts[index + 1]))
}

function readMessage(statement: string, { messages }: Gathering, place: string): void {
  const [, number, name, length] = /^BO_\s+(\d+)\s+(\w+)\s*:\s*(\d+)\s+\w+/.exec(statement) ?? []
  if (number === undefined || name === undefined) throw unreadable(place, 'message', statement)
  const id = Number(number)
  const extended = id >= EXTENDED
  messages.push({
    number,
    id: extended ? id - EXTENDED : id,
    extended,
    name,
    length: Number(length),
    signals: [],
  })
}

const NUMBER = String.raw`\s*([+-]?[\d.]+(?:[eE][+-]?\d+)?)\s*`
const SIGNAL = new RegExp(
  String.raw`^SG_\s+(\w+)\s*(M)?(?:m(\d+)(M)?)?\s*:\s*(\d+)\|(\d+)@([01])([+-])\s*\(${NUMBER},${NUMBER}\)\s*\[${NUMBER}\|${NUMBER}\]\s*"([^"]*)"`,
)

function readSignal(statement: string, { messages }: Gathering, place: string): void {
  const match = SIGNAL.exec(statement)
  const message = messages.at(-1)
  if (match === null || message === undefined) throw unreadable(place, 'signal', statement)
  const [, name = '', first, when, second, start, length, order, sign, factor, offset, low, high, unit = ''] =
    match
  message.signals.push({
    name,
    start: Number(start),
    length: Number(length),
    byteOrder: order === '1' ? 'little' : 'big',
    format: sign === '-' ? 'signed' : 'unsigned',
    ...{ factor: Number(factor), offset: Number(offset), minimum: Number(low), maximum: Number(high), unit },
    labels: new Map(),
    isSwitch: first !== undefined || second !== undefined,
    ...(when === undefined ? {} : { when: { ranges: [[BigInt(when), BigInt(when)]] } }),
  })
}

function readLabels(statement: string, { labels }: Gathering): void {
  const [, number, signal, rest] = /^VAL_\s+(\d+)\s+(\w+)\s+(.*);/s.exec(statement) ?? []
  if (number === undefined || signal === undefined) return // of an environment variable
  const pairs = [...(rest ?? '').matchAll(/([+-]?\d+)\s+"((?:[^"\\]|\\.)*)"/g)]
  labels.set(
    `${number} ${signal}`,
    new Map(pairs.map(([, value, label]) => [BigInt(value ?? 0), label ?? ''])),
  )
}

function readFloat(statement: string, { floats }: Gathering): void {
  const [, number, signal, kind] = /^SIG_VALTYPE_\s+(\d+)\s+(\w+)\s*:?\s*([0-3])/.exec(statement) ?? []
  if (kind === '1' || kind === '2') floats.add(`${number} ${signal}`)
}

function readSwitch(statement: string, { switches }: Gathering): void {
  const [, number, signal, by, rest] = /^SG_MUL_VAL_\s+(\d+)\s+(\w+)\s+(\w+)\s+(.*);/s.exec(statement) ?? []
  if (by === undefined) return
  const ranges = [...(rest ?? '').matchAll(/(\d+)\s*-\s*(\d+)/g)].map(([, from, to]): [bigint, bigint] => [
    BigInt(from ?? 0),
    BigInt(to ?? 0),
  ])
  switches.set(`${number} ${signal}`, { by, ranges })
}

function finished({ number, ...message }: DraftMessage, { labels, floats, switches }: Gathering): DbcMessage {
  const signals = message.signals.map((signal): DbcSignal => {
    const key = `${number} ${signal.name}`
    const when = switches.get(key) ?? signal.when
    return {
      ...signal,
      labels: labels.get(key) ?? signal.labels,
      format: floats.has(key) ? 'float' : signal.format,
      ...(when === undefined ? {} : { when }),
    }
  })
  return { ...message, signals }
}

function newlines(text: string): number {
  return text.split('\n').length - 1
}

function unreadable(place: string, what: string, statement: string): SuiteError {
  const [line = ''] = statement.split('\n')
  return new SuiteError('dbc-syntax', `${place}: this ${what} cannot be read: ${line.slice(0, 100)}`)
}
