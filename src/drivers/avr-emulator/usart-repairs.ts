import type { AVRUSART, CPU } from 'avr8js'

const UCSRA = 0xc0
const UCSRB = 0xc1
const RXC = 0x80
const TXC = 0x40
const WRITABLE = 0x03
const RXEN = 0x10

type Interrupt = Parameters<CPU['setInterruptFlag']>[0]

/** avr8js keeps its interrupts private. */
interface Interrupts {
  readonly RXC: Interrupt
  readonly UDRE: { constant?: boolean }
}

/** Puts right where avr8js's UART differs from the chip in ways that lose bytes or silence it (datasheet, section 20.11). */
export function repairUsart(cpu: CPU, usart: AVRUSART): void {
  const interrupts = usart as unknown as Interrupts
  // "Data register empty" stays pending while the register is empty; avr8js clears it when its handler is entered, so
  // that a handler with nothing to send would silence the UART for ever.
  interrupts.UDRE.constant = true
  keepStatusBits(cpu)
  keepReceivedByte(cpu, interrupts)
}

/** Writing UCSRA sets its two control bits and clears TXC where a one is written; avr8js wipes the other bits too. */
function keepStatusBits(cpu: CPU): void {
  const write = cpu.writeHooks[UCSRA]
  cpu.writeHooks[UCSRA] = (value, before, address, mask) => {
    write?.(value, before, address, mask)
    cpu.data[UCSRA] = (value & WRITABLE) | (before & ~WRITABLE & ~(value & TXC))
    return true
  }
}

/** avr8js forgets a received byte whenever UCSRB is written with the receiver on, as drivers do for each byte they send. */
function keepReceivedByte(cpu: CPU, interrupts: Interrupts): void {
  const write = cpu.writeHooks[UCSRB]
  cpu.writeHooks[UCSRB] = (value, before, address, mask) => {
    const waiting = ((cpu.data[UCSRA] ?? 0) & RXC) !== 0
    write?.(value, before, address, mask)
    if (waiting && (value & RXEN) !== 0) cpu.setInterruptFlag(interrupts.RXC)
    return true
  }
}
