import { createServer, type Socket } from 'node:net'

/** A chip behind a bootloader that speaks STK500 version 1 over TCP, for tests of avrdude: an ATmega328P. */
export interface TrialBootloader extends AsyncDisposable {
  readonly port: number
  readonly flash: Uint8Array
}

const OK = 0x10
const IN_SYNC = 0x14
const END = 0x20
const SIGNATURE = [0x1e, 0x95, 0x0f]
/** Lengths of the commands without data, by their first byte. */
const LENGTHS: Readonly<Record<number, number>> = { 48: 2, 65: 3, 66: 22, 69: 7, 85: 4, 86: 6 }

/** Starts it; with `broken` what is written does not stay as it was written. */
export async function startTrialBootloader({ broken = false } = {}): Promise<TrialBootloader> {
  const flash = new Uint8Array(32_768).fill(0xff)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let heard: number[] = []
    let address = 0
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      heard.push(...bytes)
      for (;;) {
        const length = lengthOf(heard)
        if (length === undefined || heard.length < length) return
        const command = heard.slice(0, length)
        heard = heard.slice(length)
        if (command[0] === 0x55) address = 2 * ((command[1] ?? 0) + 256 * (command[2] ?? 0))
        socket.write(Uint8Array.from([IN_SYNC, ...answer(command, flash, address, broken), OK]))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    port,
    flash,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function lengthOf([first, high = 0, low]: readonly number[]): number | undefined {
  if (first === undefined || (first === 0x64 && low === undefined)) return undefined
  if (first === 0x64) return 5 + high * 256 + (low ?? 0)
  return first === 0x74 ? 5 : (LENGTHS[first] ?? 2)
}

function answer(
  command: readonly number[],
  flash: Uint8Array,
  address: number,
  broken: boolean,
): readonly number[] {
  const [first, high = 0, low = 0] = command
  const size = high * 256 + low
  if (command.at(-1) !== END) return []
  if (first === 0x41) return [3]
  if (first === 0x56) return [high === 0x30 ? (SIGNATURE[command[3] ?? 0] ?? 0) : 0]
  if (first === 0x75) return SIGNATURE
  if (first === 0x64) flash.set(command.slice(4, 4 + size), address)
  if (first === 0x64 && broken) flash[address] = 0x55
  return first === 0x74 ? [...flash.subarray(address, address + size)] : []
}
