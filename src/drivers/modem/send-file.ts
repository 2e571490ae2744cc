import { ACK, blocksOf, CAN, type Check, CRC, EOT, encodeBlock, headerBlock, NAK } from './blocks.ts'
import type { ModemLine } from './modem-line.ts'

const ATTEMPTS = 10
/** How long the receiver may take to answer; and to begin. */
const ANSWER = 10_000
const BEGIN = 60_000
/** Receivers throw away what comes while they answer: so long is waited before a block, and before the first one. */
const TURN = 10
const FIRST_TURN = 200

/** Sends a file by XMODEM, in blocks of 1 KiB, to a receiver that has been started. */
export async function sendXmodem(line: ModemLine, content: Buffer): Promise<void> {
  await sendBlocks(line, content, await askedFor(line))
}

/** Sends one file by YMODEM. */
export async function sendYmodem(line: ModemLine, name: string, content: Buffer): Promise<void> {
  await askedFor(line)
  await deliver(line, headerBlock(name, content.length))
  await sendBlocks(line, content, await askedFor(line))
  await askedFor(line)
  await sayLast(line, headerBlock('', 0))
}

async function sendBlocks(line: ModemLine, content: Buffer, check: Check): Promise<void> {
  let number = 0
  for (const data of blocksOf(content)) await deliver(line, encodeBlock(++number, data, check))
  await sayLast(line, Buffer.from([EOT]))
}

/**
 * Says what a receiver ends at. One that threw it away asks for it again. One that took it throws its answer away as it
 * ends, now and then: its end is the answer too, and what were said again then would be typed into a shell.
 */
async function sayLast(line: ModemLine, last: Uint8Array): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await line.rest(TURN)
    if (line.fate !== undefined) return
    line.clear()
    await line.write(last)
    const byte = await lastAnswer(line)
    if (byte === ACK || line.fate !== undefined) return
    if (byte === undefined) break
  }
  throw line.failure('the receiver does not take the end of the file')
}

/**
 * Whether the receiver takes it (ACK) or asks for it again; undefined if it does neither. Behind a byte that is no answer
 * it talks to people, and a letter asks for nothing.
 */
async function lastAnswer(line: ModemLine): Promise<number | undefined> {
  for (let isText = false; ; isText = true) {
    const byte = await line.byte(BEGIN)
    if (byte === undefined || byte === ACK || byte === NAK) return byte
    if (byte === CRC && !isText) return byte
  }
}

/** Waits until the receiver asks for blocks, and how they shall be checked; its messages before are no protocol. */
async function askedFor(line: ModemLine): Promise<Check> {
  for (;;) {
    const byte = await line.byte(BEGIN)
    if (byte === undefined) throw line.failure('the receiver does not begin')
    if (byte === CRC || byte === NAK) {
      await line.rest(FIRST_TURN)
      line.clear()
      return byte === CRC ? 'crc' : 'sum'
    }
    if (byte === CAN) throw line.failure('the receiver cancelled it')
  }
}

async function deliver(line: ModemLine, block: Buffer): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await line.rest(TURN)
    // An answer that came late belongs to the block before.
    line.clear()
    await line.write(block)
    if (await isTaken(line)) return
  }
  throw line.failure(`a block was not taken in ${ATTEMPTS} attempts`)
}

async function isTaken(line: ModemLine): Promise<boolean> {
  for (;;) {
    const byte = await line.byte(ANSWER)
    if (byte === ACK) return true
    if (byte === NAK || byte === undefined) return false
    if (byte === CAN) throw line.failure('the receiver cancelled it')
  }
}
