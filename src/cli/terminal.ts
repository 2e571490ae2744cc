/** What a command writes to and reads its settings from. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean }
  /** Read by the commands that take `-`; empty if left out. */
  readonly stdin?: NodeJS.ReadableStream
  readonly env: NodeJS.ProcessEnv
}
