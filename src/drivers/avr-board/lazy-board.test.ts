import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LabError } from '../../runtime/errors.ts'
import { BoardThread } from './board-thread.ts'
import { openTrialBoard } from './trial-board.ts'

let threads: Worker[] = []
const remember = (worker: Worker) => threads.push(worker)

beforeEach(() => {
  threads = []
  process.on('worker', remember)
})
afterEach(() => {
  process.off('worker', remember)
})

it('starts no thread before the first request that needs one', async () => {
  await using board = await openTrialBoard()
  expect(await board.power.state({}, board.context)).toBe('off')
  expect(threads).toHaveLength(0)
  await board.power.on({}, board.context)
  expect(threads).toHaveLength(1)
})

it('leaves no thread behind when it is disposed, also twice', async () => {
  const board = await openTrialBoard()
  await board.boot()
  await board[Symbol.asyncDispose]()
  await board[Symbol.asyncDispose]()
  // A thread that has ended has no id any more.
  expect(threads.map(({ threadId }) => threadId)).toEqual([-1])
  expect(await board.power.state({}, board.context)).toBe('off')
  await expect(board.power.on({}, board.context)).rejects.toMatchObject({ code: 'board-closed' })
})

it('rejects what still waits when it is disposed', async () => {
  const board = await openTrialBoard()
  await board.boot()
  const wait = board.gpio.waitForEdge({ pin: 'PD3', edge: 'both', timeout: 60_000 }, board.context)
  const rejected = expect(wait).rejects.toMatchObject({ code: 'board-closed' })
  await board[Symbol.asyncDispose]()
  await rejected
})

it('fails every call but power off when its thread has ended, and marks the console', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await threads[0]?.terminate()
  await expect(board.power.state({}, board.context)).rejects.toMatchObject({ code: 'board-thread-failed' })
  await expect(board.type('hello')).rejects.toBeInstanceOf(LabError)
  await expect(board.faults.hang({}, board.context)).rejects.toBeInstanceOf(LabError)
  await board.power.off({}, board.context)
  expect(board.heard.marks).toEqual([expect.stringContaining('The thread that emulates the board failed')])
})

it('turns the death of its thread into a LabError for every call, and a report', async () => {
  const failures: LabError[] = []
  const worker = new Worker(
    'require("worker_threads").parentPort.once("message", () => { throw new Error("boom") })',
    {
      eval: true,
    },
  )
  await using thread = new BoardThread(worker, {
    bytes: () => {},
    edge: () => {},
    lcd: () => {},
    failed: (error) => failures.push(error),
  })
  await expect(thread.ask('powerOn', undefined)).rejects.toMatchObject({ code: 'board-thread-failed' })
  await expect(thread.ask('supply', undefined)).rejects.toBeInstanceOf(LabError)
  expect(failures.map(({ message }) => message)).toEqual([expect.stringContaining('boom')])
})
