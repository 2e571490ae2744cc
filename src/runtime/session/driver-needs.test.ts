import { expect, test } from 'vitest'
import { z } from 'zod'
import { type ByteListener, defineDriver } from '../driver.ts'
import { call, defineInterface } from '../interface.ts'
import { console as consoleInterface } from '../interfaces/console.ts'
import { openTrialDevice } from '../testing/trial-device.ts'

/** A console that answers each line with its name and the line in capitals. */
const line = defineDriver({
  ...{
    type: 'line',
    doc: 'A line.',
    provides: [consoleInterface],
    config: z.strictObject({ name: z.string() }),
  },
  open: async ({ name }) => {
    let listener: ByteListener | undefined
    const answer = async (bytes: Uint8Array) =>
      listener?.bytes(Buffer.from(`${name}: ${Buffer.from(bytes).toString().toUpperCase()}\n`))
    return {
      console: {
        stream: {
          listen: (heard: ByteListener) => {
            listener = heard
          },
          write: answer,
        },
      },
      [Symbol.asyncDispose]: async () => {},
    }
  },
})

const prompter = defineInterface({
  ...{ name: 'prompter', version: 1, doc: 'Asks.' },
  members: { ask: call({ doc: 'Asks.', result: z.string() }) },
})

/** A driver that stands on a console. */
const asker = defineDriver({
  ...{ type: 'asker', doc: 'Asks.', provides: [prompter], config: z.strictObject({}) },
  needs: ['console'],
  open: async (_config, { needs: { console } }) => ({
    prompter: {
      ask: async () => {
        await console.send('hello')
        return await console.readUntil('\n')
      },
    },
    [Symbol.asyncDispose]: async () => {},
  }),
})

test('a driver stands on a console, and the test hears the same line', async () => {
  await using trial = await openTrialDevice({
    shell: { driver: asker },
    serial: { driver: line, config: { name: 'uart0' } },
  })
  expect(await trial.device.call('prompter', 'ask')).toBe('uart0: HELLO\n')
  expect(await trial.device.console.readUntil('\n')).toBe('uart0: HELLO\n')
})

test('the bench file says which of two consoles is meant', async () => {
  const lines = {
    uart0: { driver: line, config: { name: 'uart0' } },
    uart1: { driver: line, config: { name: 'uart1' } },
  }
  await using trial = await openTrialDevice({
    ...lines,
    shell: { driver: asker, needs: { console: 'uart1' } },
  })
  expect(await trial.device.call('prompter', 'ask')).toBe('uart1: HELLO\n')
  const wrong = openTrialDevice({ ...lines, shell: { driver: asker, needs: { console: 'uart2' } } })
  await expect(wrong).rejects.toThrow(
    'The driver "shell" of board needs the interface "console", and "uart2" provides none.',
  )
})

test('what a driver may use is there when the device has it', async () => {
  const heard: string[][] = []
  const user = defineDriver({
    ...{ type: 'user', doc: 'Uses.', provides: [], config: z.strictObject({}), uses: ['console', 'power'] },
    open: async (_config, { uses }) => {
      heard.push(Object.keys(uses))
      return { [Symbol.asyncDispose]: async () => {} }
    },
  })
  await using _alone = await openTrialDevice({ user: { driver: user } })
  await using _together = await openTrialDevice({
    user: { driver: user },
    serial: { driver: line, config: { name: 'uart0' } },
  })
  expect(heard).toEqual([[], ['console']])
})
