/** First line of a record, and of each part that a later process added to it. */
export interface RecordHeader {
  readonly kind: 'record'
  readonly version: 1
  /** When the record began, ISO 8601 in UTC. */
  readonly started: string
  /** The same in milliseconds since the Unix epoch: an event's time is `epoch + at / 1000`. */
  readonly epoch: number
}

export interface TestStartEvent {
  readonly kind: 'test-start'
  readonly title: string
  readonly file: string
  readonly line: number
  readonly tags?: readonly string[]
  readonly devices?: readonly string[]
  /** 0 for the first attempt, 1 for the first retry. */
  readonly attempt?: number
}

export interface TestEndEvent {
  readonly kind: 'test-end'
  readonly status: 'passed' | 'failed' | 'skipped' | 'timed-out' | 'interrupted'
  /** Microseconds. */
  readonly took: number
  readonly error?: RecordedError
}

/** What a step is, whether it has ended or not. */
interface StepFacts {
  /** Unique in its record. */
  readonly id?: number
  /** The step that this one is part of. */
  readonly parent?: number
  readonly keyword: string
  readonly args?: readonly string[]
  readonly file?: string
  readonly line?: number
}

/** Announces a step that may take long, so that a record that breaks off shows what was going on. */
export interface StepStartEvent extends StepFacts {
  readonly kind: 'step-start'
}

/** A step that has ended: everything about it, whether it was announced or not. Its `at` is when it began. */
export interface StepEvent extends StepFacts {
  readonly kind: 'step'
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Microseconds. */
  readonly took: number
  readonly error?: RecordedError
}

/** A call of a driver that has ended. Its `at` is when it began. */
export interface CallEvent {
  readonly kind: 'call'
  readonly device: string
  readonly interface: string
  readonly member: string
  readonly params: Readonly<Record<string, unknown>>
  readonly outcome: 'done' | 'failed' | 'cancelled'
  /** Microseconds. */
  readonly took: number
  readonly result?: unknown
  readonly error?: RecordedError
  /** Who called: a keyword, `fixture`, `teardown`… */
  readonly by?: string
}

/** Bytes that came from a console; they stand in `console-DEVICE.log` at the offset. */
export interface ConsoleInEvent {
  readonly kind: 'console'
  readonly direction: 'in'
  readonly device: string
  readonly offset: number
  readonly length: number
}

/** Bytes that were sent to a console, as text. */
export interface ConsoleOutEvent {
  readonly kind: 'console'
  readonly direction: 'out'
  readonly device: string
  /** How many bytes of `console-DEVICE.log` came before. */
  readonly offset: number
  readonly length: number
  readonly text: string
}

/** Something that disturbed a console: the port disappeared or came back, bytes were lost. */
export interface MarkEvent {
  readonly kind: 'mark'
  readonly device: string
  readonly offset: number
  readonly text: string
}

export interface PowerEvent {
  readonly kind: 'power'
  readonly device: string
  readonly state: 'on' | 'off'
}

export interface LogEvent {
  readonly kind: 'log'
  readonly level: 'debug' | 'info' | 'warning' | 'error'
  readonly message: string
}

export interface MeasurementEvent {
  readonly kind: 'measurement'
  readonly name: string
  readonly value: number
  /** Unit symbol, such as `V`. */
  readonly unit?: string
  readonly device?: string
}

export interface AttachmentEvent {
  readonly kind: 'attachment'
  readonly name: string
  readonly path: string
  readonly contentType: string
}

/** An error as the record keeps it. */
export interface RecordedError {
  readonly message: string
  readonly family?: 'suite' | 'device' | 'lab'
  readonly code?: string
}

/** Everything that a record can hold. */
export type RecordEvent =
  | TestStartEvent
  | TestEndEvent
  | StepStartEvent
  | StepEvent
  | CallEvent
  | ConsoleInEvent
  | ConsoleOutEvent
  | MarkEvent
  | PowerEvent
  | LogEvent
  | MeasurementEvent
  | AttachmentEvent
