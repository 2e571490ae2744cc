/** A connection to a console that can break: a port, a socket. Closing it twice is harmless. */
export interface Link extends AsyncDisposable {
  /** Sends bytes; resolves when they are on their way, rejects when the link is lost or the signal aborts. */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<void>
  /** Resolves when what was written has left, where that can be told. */
  drain?(signal: AbortSignal): Promise<void>
  /** Lets the other side send, or makes it wait. */
  setFlow(on: boolean): void
}

/** Hears a link. */
export interface LinkListener {
  /** Bytes of the console; the array is the listener's to keep. */
  bytes(chunk: Uint8Array): void
  /** Something that happened at this place in the stream. */
  mark(text: string): void
  /** The link broke, in a few words such as `/dev/ttyUSB0 disappeared`; it is of no more use. */
  lost(reason: string): void
}

/** Opens a link; rejects with a LabError that says why it cannot. */
export type OpenLink<L extends Link> = (listener: LinkListener, signal: AbortSignal) => Promise<L>
