import type { Duplex } from 'node:stream'

/** A board of relays in the hands of a test, with the four-byte protocol of LCUS boards. */
export interface TrialRelayBoard {
  /** Relays that are on. */
  readonly on: Set<number>
  /** Commands whose sum was wrong. */
  readonly refused: string[]
  fault: 'stuck' | 'silent' | undefined
}

/** Attaches a board of four relays to the device's end of a serial line. */
export function attachRelayBoard(line: Duplex): TrialRelayBoard {
  const board: TrialRelayBoard = { on: new Set(), refused: [], fault: undefined }
  let bytes: number[] = []
  line.on('data', (chunk: Buffer) => {
    bytes.push(...chunk)
    while (bytes.length > 0) {
      const length = bytes[0] === 0xff ? 1 : 4
      if (bytes.length < length) return
      act(board, line, bytes.slice(0, length))
      bytes = bytes.slice(length)
    }
  })
  return board
}

function act(board: TrialRelayBoard, line: Duplex, command: readonly number[]): void {
  const [start = 0, relay = 0, state, sum] = command
  if (start === 0xff) {
    const states = [1, 2, 3, 4].map((number) => `CH${number}:${board.on.has(number) ? 'ON ' : 'OFF'}\r\n`)
    if (board.fault !== 'silent') line.write(states.join(''))
  } else if (sum !== ((start + relay + (state ?? 0)) & 0xff)) board.refused.push(command.join(' '))
  else if (board.fault === undefined && state === 1) board.on.add(relay)
  else if (board.fault === undefined) board.on.delete(relay)
}
