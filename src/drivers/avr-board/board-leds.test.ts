import { expect, test } from 'vitest'
import { openTrialBoard } from './trial-board.ts'

test('the light is on while the firmware says so', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  expect(await board.leds.list({}, board.context)).toEqual(['LED'])
  await board.run('led on')
  expect(await board.leds.state({ led: 'led' }, board.context)).toBe('on')
  await board.run('led off')
  expect(await board.leds.state({ led: 'LED' }, board.context)).toBe('off')
})

test('a light that the board has not is named', async () => {
  await using board = await openTrialBoard()
  await expect(board.leds.state({ led: 'RED' }, board.context)).rejects.toThrow(
    'The board has no light "RED".',
  )
})
