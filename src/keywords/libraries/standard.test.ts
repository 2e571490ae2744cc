import { expect, test } from 'vitest'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import type { Argument, Keyword } from '../catalogue/keyword.ts'
import { standardCatalogue } from './standard.ts'

const SAMPLES = ['hello!', '-1', '1,2', '1.5', '99999999999', '']

/** Arguments that are not handed on as they are, or that make a list of what a list is made of. */
const OTHERWISE = ['Send Can Message.signals', 'Modbus Write Registers.values']

/** The schemas of the parameters that the interface of a keyword gives this name. */
function schemasOf({ interface: of }: Keyword, { name }: Argument) {
  const members = builtInInterfaces.find((one) => one.name === of)?.members ?? {}
  return Object.values(members).flatMap((member) => {
    if (member.kind === 'bytes') return []
    return [
      member.options[name],
      ...member.params.filter((one) => one.name === name).map((one) => one.schema),
    ]
  })
}

function converted({ type }: Argument, sample: string): unknown {
  try {
    return type.convert(sample)
  } catch {
    return undefined
  }
}

test('what a device would refuse, no keyword takes: a check finds it before the run', () => {
  const keywords = standardCatalogue().libraries.flatMap((library) => library.keywords)
  const taken = keywords.flatMap((keyword) =>
    keyword.arguments.flatMap((argument) =>
      SAMPLES.filter((sample) => {
        const value = converted(argument, sample)
        return (
          value !== undefined &&
          schemasOf(keyword, argument).some((one) => one?.safeParse(value).success === false)
        )
      }).map((sample) => ({ argument: `${keyword.name}.${argument.name}`, sample })),
    ),
  )
  expect(taken.filter(({ argument }) => !OTHERWISE.includes(argument))).toEqual([])
})
