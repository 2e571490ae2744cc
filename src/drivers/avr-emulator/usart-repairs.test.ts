import { AVRUSART, CPU, usart0Config } from 'avr8js'
import { expect, it } from 'vitest'
import { repairUsart } from './usart-repairs.ts'

const { UCSRA, UCSRB, UDR, rxCompleteInterrupt, dataRegisterEmptyInterrupt } = usart0Config
const RXC = 0x80
const UDRE = 0x20
const RECEIVE = 0x90
const SEND_WHEN_EMPTY = 0x28
const SREG = 0x5f

function openUsart() {
  const cpu = new CPU(new Uint16Array(0x4000), 2048)
  const usart = new AVRUSART(cpu, usart0Config, 16_000_000)
  repairUsart(cpu, usart)
  const interrupt = () => {
    cpu.data[SREG] = 0x80
    cpu.tick()
    return cpu.pc
  }
  return { cpu, usart, interrupt }
}

it('keeps a received byte when the control register is written before it is read', () => {
  const { cpu, usart, interrupt } = openUsart()
  cpu.writeData(UCSRB, RECEIVE)
  usart.writeByte(0x41, true)
  cpu.writeData(UCSRB, RECEIVE | SEND_WHEN_EMPTY)
  expect(interrupt()).toBe(rxCompleteInterrupt)
  expect(cpu.readData(UDR)).toBe(0x41)
})

it('keeps the status bits when the status register is written', () => {
  const { cpu, usart } = openUsart()
  cpu.writeData(UCSRB, RECEIVE)
  usart.writeByte(0x41, true)
  cpu.writeData(UCSRA, 0x42)
  expect((cpu.data[UCSRA] ?? 0) & (RXC | UDRE | 2)).toBe(RXC | UDRE | 2)
})

it('asks again for data after a handler had none', () => {
  const { cpu, interrupt } = openUsart()
  cpu.writeData(UCSRB, SEND_WHEN_EMPTY)
  expect(interrupt()).toBe(dataRegisterEmptyInterrupt)
  cpu.writeData(UCSRB, 0x08)
  cpu.pc = 0
  expect(interrupt()).toBe(0)
  cpu.writeData(UCSRB, SEND_WHEN_EMPTY)
  expect(interrupt()).toBe(dataRegisterEmptyInterrupt)
})
