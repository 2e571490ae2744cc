import type { ByteChannel } from '../../runtime/driver.ts'
import type { LazyBoard } from './lazy-board.ts'

/** The board's UART. A write resolves when its last byte has arrived, so that it takes the time the baud rate asks. */
export function createSerialConsole(board: LazyBoard): ByteChannel {
  return {
    listen: (listener) => {
      board.listener = listener
    },
    write: async (bytes, context) => {
      context.signal.throwIfAborted()
      if (board.consoleAway) {
        board.listener?.mark(`${bytes.length} bytes written while the console is away are lost`)
        return
      }
      const sent = board.started && (await board.ask('send', bytes, context))
      if (!sent) board.listener?.mark(`${bytes.length} bytes written while the power is off are lost`)
    },
  }
}
