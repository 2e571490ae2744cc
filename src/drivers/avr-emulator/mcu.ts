import type { AVRIOPort, EEPROMBackend } from 'avr8js'
import {
  ADCMuxInputType,
  AVRADC,
  AVRClock,
  AVREEPROM,
  AVRTimer,
  AVRUSART,
  AVRWatchdog,
  adcConfig,
  AVRIOPort as Port,
  portBConfig,
  portCConfig,
  portDConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  usart0Config,
  watchdogConfig,
} from 'avr8js'
import { CLOCK_HZ, Core } from './core.ts'
import type { PortName } from './pins.ts'
import { repairUsart } from './usart-repairs.ts'

/** Reset flags of the MCUSR register (ATmega328P datasheet, section 11.9.1). */
export const RESET_FLAGS = { powerOn: 0x01, external: 0x02, brownOut: 0x04, watchdog: 0x08 } as const

const MCUSR = 0x54
const WDTCSR = 0x60
const WDTCSR_WDE = 0x08
const WDTCSR_WDCE = 0x10
const ADC_STEPS = 1024

/** What a chip starts with. */
export interface McuStart {
  readonly flash: Uint16Array
  readonly eeprom: EEPROMBackend
  /** RAM that survived the reset. */
  readonly ram?: Uint8Array
  /** Value of MCUSR: why it starts. */
  readonly cause: number
  /** Voltage at an analog channel, asked when a conversion starts. */
  readonly volts: (channel: number) => number
}

/** An ATmega328P between two resets: avr8js's processor and peripherals put together. */
export interface Mcu {
  readonly core: Core
  readonly usart: AVRUSART
  readonly ports: Readonly<Record<PortName, AVRIOPort>>
  readonly adc: AVRADC
}

/** Builds a chip that is about to execute its first instruction. */
export function createMcu(start: McuStart): Mcu {
  const core = new Core(start.flash, start.ram)
  const { cpu } = core
  const ports = {
    B: new Port(cpu, portBConfig),
    C: new Port(cpu, portCConfig),
    D: new Port(cpu, portDConfig),
  }
  for (const config of [timer0Config, timer1Config, timer2Config]) new AVRTimer(cpu, config)
  new AVREEPROM(cpu, start.eeprom)
  new AVRWatchdog(cpu, watchdogConfig, new AVRClock(cpu, CLOCK_HZ))
  const usart = new AVRUSART(cpu, usart0Config, CLOCK_HZ)
  repairUsart(cpu, usart)
  const adc = createAdc(core, start)
  setCause(core, start.cause)
  return { core, usart, ports, adc }
}

function createAdc({ cpu }: Core, { volts }: McuStart): AVRADC {
  const adc = new AVRADC(cpu, adcConfig)
  const measure = adc.onADCRead
  adc.onADCRead = (input) => {
    if (input.type !== ADCMuxInputType.SingleEnded) return measure(input)
    const raw = Math.floor((volts(input.channel) / adc.referenceVoltage) * ADC_STEPS)
    const value = Math.min(Math.max(raw, 0), ADC_STEPS - 1)
    cpu.addClockEvent(() => adc.completeADCRead(value), adc.sampleCycles)
  }
  return adc
}

/** After a watchdog reset the watchdog runs on with its shortest time, until the firmware clears WDRF and stops it. */
function setCause({ cpu }: Core, cause: number): void {
  cpu.data[MCUSR] = cause
  if ((cause & RESET_FLAGS.watchdog) === 0) return
  cpu.writeData(WDTCSR, WDTCSR_WDCE | WDTCSR_WDE)
  cpu.writeData(WDTCSR, WDTCSR_WDE)
}
