import { expect, it } from 'vitest'
import { createNoisyLine } from './noise.ts'

const COUNT = 10_000

function pass(noise: { readonly rate: number; readonly lose: number; readonly seed: number }) {
  const line = createNoisyLine(noise)
  return Array.from({ length: COUNT }, () => line(0x55))
}

it('damages and loses the shares of bytes that were asked for', () => {
  const passed = pass({ rate: 0.25, lose: 0.1, seed: 7 })
  const lost = passed.filter((byte) => byte === undefined).length
  const damaged = passed.filter((byte) => byte !== undefined && byte !== 0x55).length
  expect(lost / COUNT).toBeCloseTo(0.1, 1)
  expect(damaged / (COUNT - lost)).toBeCloseTo(0.25, 1)
})

it('turns exactly one bit of a damaged byte', () => {
  for (const byte of pass({ rate: 1, lose: 0, seed: 3 })) {
    const turned = (byte ?? 0x55) ^ 0x55
    expect([1, 2, 4, 8, 16, 32, 64, 128]).toContain(turned)
  }
})

it('loses the same bytes whatever the rate of damage', () => {
  const losses = (rate: number) => pass({ rate, lose: 0.3, seed: 5 }).map((byte) => byte === undefined)
  expect(losses(0)).toEqual(losses(0.9))
})
