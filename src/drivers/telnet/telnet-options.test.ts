import { expect, test } from 'vitest'
import type { Verb } from './telnet-codec.ts'
import { TelnetOptions } from './telnet-options.ts'

/** A side that accepts option 1 here and option 2 there, and what it said and settled. */
function createSide() {
  const said: string[] = []
  const settled: string[] = []
  const options = new TelnetOptions({
    local: new Set([1]),
    remote: new Set([2]),
    send: (verb, option) => said.push(`${verb} ${option}`),
    settled: (side, option, on) => settled.push(`${side} ${option} ${on}`),
  })
  return { options, said, settled }
}

test('what is known is agreed to once, what is not is refused', () => {
  const { options, said, settled } = createSide()
  for (const [verb, option] of [
    ['do', 1],
    ['do', 1],
    ['will', 2],
    ['do', 9],
    ['will', 9],
    ['dont', 9],
    ['wont', 9],
  ] as const)
    options.hear(verb, option)
  expect(said).toEqual(['will 1', 'do 2', 'wont 9', 'dont 9'])
  expect(settled).toEqual(['local 1 true', 'remote 2 true'])
})

test('an answer to what was asked is not answered', () => {
  const { options, said, settled } = createSide()
  options.ask('local', 7)
  options.ask('local', 7)
  options.ask('remote', 8)
  options.hear('do', 7)
  options.hear('wont', 8)
  expect(said).toEqual(['will 7', 'do 8'])
  expect(settled).toEqual(['local 7 true', 'remote 8 false'])
})

test('what was agreed to can be given up', () => {
  const { options, said } = createSide()
  options.hear('do', 1)
  options.hear('dont', 1)
  expect(options.isOn('local', 1)).toBe(false)
  expect(said).toEqual(['will 1', 'wont 1'])
})

test('two sides never answer each other without end', () => {
  const heard: [TelnetOptions, Verb, number][] = []
  const side = (other: () => TelnetOptions) =>
    new TelnetOptions({
      ...{ local: new Set([0, 3]), remote: new Set([0]) },
      send: (verb, option) => heard.push([other(), verb, option]),
      settled: () => {},
    })
  const one: TelnetOptions = side(() => two)
  const two: TelnetOptions = side(() => one)
  for (const option of [0, 1, 3]) for (const way of ['local', 'remote'] as const) one.ask(way, option)
  two.ask('local', 0)
  two.ask('remote', 3)
  let words = 0
  for (let next = heard.shift(); next !== undefined; next = heard.shift()) {
    next[0].hear(next[1], next[2])
    expect(++words).toBeLessThan(30)
  }
  expect(one.isOn('local', 0) && two.isOn('remote', 0)).toBe(true)
})
