/** A frame as it is sent. */
export interface CanFrame {
  readonly id: number
  /** True for identifiers of 29 bits. */
  readonly extended: boolean
  /** True for a frame that asks for data instead of bringing it. */
  readonly remote: boolean
  readonly data: Uint8Array<ArrayBuffer>
}

/** A frame as it came, with the time in milliseconds since the Unix epoch. */
export interface ReceivedFrame extends CanFrame {
  readonly time: number
}

/** Hears what comes from a bus. */
export interface CanListener {
  frame(frame: ReceivedFrame): void
  /** The bus is gone. */
  failed(error: Error): void
}

/** Access to a bus, whatever the adapter. */
export interface CanPort extends AsyncDisposable {
  /** Starts delivery; called once. */
  listen(listener: CanListener): void
  /** Sends a frame; resolves when the adapter has taken it. */
  send(frame: CanFrame, signal: AbortSignal): Promise<void>
}

const LONGEST_STANDARD = 0x7ff

/** Makes a frame of what a suite gives; identifiers above 0x7FF are extended. */
export function frameOf(
  id: number,
  data: Uint8Array<ArrayBuffer>,
  {
    extended = id > LONGEST_STANDARD,
    remote = false,
  }: { readonly extended?: boolean | undefined; readonly remote?: boolean },
): CanFrame {
  return { id, extended, remote, data }
}
