import { ACK, blockSize, CAN, CRC, decodeBlock, EOT, NAK } from './blocks.ts'
import type { ModemLine } from './modem-line.ts'

const ATTEMPTS = 10
const ANSWER = 5000

/** Receives a file by XMODEM from a sender that has been started; the last block is filled up. */
export async function receiveXmodem(line: ModemLine): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let number = 1, ask = CRC; ; ) {
    const block = await nextBlock(line, ask)
    ask = ACK
    if (block === undefined) break
    if (block.number === (number & 0xff)) {
      parts.push(block.data)
      number++
    }
  }
  await line.send(ACK)
  return Buffer.concat(parts)
}

/** Receives one file by YMODEM, as long as its header says. */
export async function receiveYmodem(line: ModemLine): Promise<Buffer> {
  const header = await nextBlock(line, CRC)
  if (header === undefined) throw line.failure('the sender has no file')
  const [name = '', facts = ''] = header.data.toString('latin1').split('\0')
  if (name === '') throw line.failure('the sender has no file')
  await line.send(ACK)
  const content = await receiveXmodem(line)
  await nextBlock(line, CRC)
  await line.send(ACK)
  return content.subarray(0, Number.parseInt(facts, 10) || content.length)
}

/** Asks for the next block, again where it comes damaged or not at all; undefined at the end of the file. */
async function nextBlock(line: ModemLine, ask: number) {
  let asking = ask
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await line.send(asking)
    const first = await firstByte(line)
    if (first === EOT) return undefined
    const size = first === undefined ? undefined : blockSize(first)
    const rest = size === undefined ? undefined : await line.take(size + 4, ANSWER)
    const block = rest === undefined ? undefined : decodeBlock(rest)
    if (block !== undefined) return block
    if (rest !== undefined) line.clear()
    asking = ask === CRC ? CRC : NAK
  }
  throw line.failure(`no whole block came in ${ATTEMPTS} attempts`)
}

/** Reads over what the sender says to people, and over what asks for nothing. */
async function firstByte(line: ModemLine): Promise<number | undefined> {
  for (;;) {
    const byte = await line.byte(ANSWER)
    if (byte === CAN) throw line.failure('the sender cancelled it')
    if (byte === undefined || byte === EOT || blockSize(byte) !== undefined) return byte
  }
}
