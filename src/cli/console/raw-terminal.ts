import type { ReadStream } from 'node:tty'

/** Gives every key to the program as it is typed; disposing, or the end of the process, restores the terminal. */
export function openRawTerminal(
  stdin: NodeJS.ReadableStream | undefined,
): Disposable & { readonly raw: boolean } {
  const tty = stdin as ReadStream | undefined
  if (tty?.isTTY !== true) return { raw: false, [Symbol.dispose]: () => {} }
  const restore = () => void tty.setRawMode(false)
  tty.setRawMode(true)
  process.on('exit', restore)
  return {
    raw: true,
    [Symbol.dispose]: () => {
      restore()
      process.off('exit', restore)
    },
  }
}
