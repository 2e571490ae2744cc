import { expect, onTestFinished, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { avrBoard } from '../avr-board.ts'
import { type BoardKind, boardKinds } from '../device-states/board-states.ts'
import { states } from './states.ts'

const { states: known, transitions } = boardKinds['rtos-board'] as BoardKind

test('the shell of a firmware on the emulated board is reached from off, told apart, and found again after it hung', async () => {
  const trial = await openTrialDevice(
    {
      board: { driver: avrBoard, config: { pace: 'fast' } },
      states: { driver: states, config: { states: known, transitions } },
    },
    import.meta.dirname,
  )
  onTestFinished(() => trial[Symbol.asyncDispose]())
  const board = trial.device
  expect(await board.states.current()).toBe('off')
  expect(await board.states.bringTo('shell')).toEqual(['off', 'shell'])
  const run = (command: string) => board.console.run(command, { prompt: 'hil> ' })
  expect(await run('echo hello there')).toBe('hello there')
  expect(await run('version')).toBe('Hilwright Widget 2.1.0')
  expect(await board.states.current()).toBe('shell')
  await board.console.send('hang\r')
  await board.console.readUntil('hang\r\n')
  expect(await board.states.current()).toBe('unknown')
  expect(await board.states.bringTo('shell')).toEqual(['unknown', 'off', 'shell'])
})
