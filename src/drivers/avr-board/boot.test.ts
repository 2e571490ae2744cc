import { expect, it } from 'vitest'
import { openTrialBoard } from './trial-board.ts'

it('boots from power on to the prompt', async () => {
  await using board = await openTrialBoard()
  const log = await board.boot()
  expect(log).toContain('boot complete')
})
