import { SaxesParser } from 'saxes'
import { DeviceError } from '../../runtime/errors.ts'
import { nearestNames } from '../../runtime/neighbours.ts'
import type { GdbLink } from './gdb-link.ts'

/** The numbers of a processor's registers by their names, as its server describes it. */
export type GdbRegisters = ReadonlyMap<string, number>

/** Asks for the description of the processor; empty if the server gives none. */
export async function readGdbRegisters(link: GdbLink, signal: AbortSignal): Promise<GdbRegisters> {
  const registers = new Map<string, number>()
  let next = 0
  const follow = async (annex: string): Promise<void> => {
    for (const element of elementsOf(await readAnnex(link, annex, signal))) {
      if (element.include !== undefined) await follow(element.include)
      if (element.register === undefined) continue
      const number = element.number ?? next
      registers.set(element.register.toLowerCase(), number)
      next = number + 1
    }
  }
  await follow('target.xml')
  return registers
}

/** The number of a register; a DeviceError names near ones. */
export function registerNumber(registers: GdbRegisters, name: string): number {
  const number = registers.get(name.toLowerCase())
  if (number !== undefined) return number
  const [near] = nearestNames(name, [...registers.keys()])
  const hint = near === undefined ? 'The debug server describes no registers.' : `Did you mean "${near}"?`
  throw new DeviceError('register-unknown', `The processor has no register "${name}".`, { hint })
}

async function readAnnex(link: GdbLink, annex: string, signal: AbortSignal): Promise<string> {
  let text = ''
  for (;;) {
    const answer = await link.ask(`qXfer:features:read:${annex}:${text.length.toString(16)},3f0`, signal)
    if (!/^[ml]/.test(answer)) return text
    text += answer.slice(1)
    if (answer.startsWith('l')) return text
  }
}

interface Described {
  readonly include?: string | undefined
  readonly register?: string | undefined
  readonly number?: number | undefined
}

function elementsOf(text: string): Described[] {
  const found: Described[] = []
  const parser = new SaxesParser()
  parser.on('error', () => {})
  parser.on('opentag', ({ name, attributes }) => {
    const { href, regnum, name: register } = attributes
    if (name === 'xi:include') found.push({ include: href })
    if (name === 'reg') found.push({ register, ...(regnum === undefined ? {} : { number: Number(regnum) }) })
  })
  parser.write(text).close()
  return found
}
