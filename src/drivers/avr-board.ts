import { resolve } from 'node:path'
import { z } from 'zod'
import { defineDriver } from '../runtime/driver.ts'
import { analog } from '../runtime/interfaces/analog.ts'
import { console } from '../runtime/interfaces/console.ts'
import { faults } from '../runtime/interfaces/faults.ts'
import { gpio } from '../runtime/interfaces/gpio.ts'
import { leds } from '../runtime/interfaces/leds.ts'
import { power } from '../runtime/interfaces/power.ts'
import { storage } from '../runtime/interfaces/storage.ts'
import { current, voltage } from '../runtime/units.ts'
import { createAnalogAccess } from './avr-board/analog-access.ts'
import { createBoardFaults } from './avr-board/board-faults.ts'
import { createBoardLeds } from './avr-board/board-leds.ts'
import { builtInFirmware } from './avr-board/built-in-firmware.ts'
import { ATMEGA328P, createFlashStorage, wholeFlash } from './avr-board/flash-storage.ts'
import { LazyBoard, withLazyBoard } from './avr-board/lazy-board.ts'
import { createPinAccess } from './avr-board/pin-access.ts'
import { createSerialConsole } from './avr-board/serial-console.ts'
import { createSupply } from './avr-board/supply.ts'
import { readFirmwareImage } from './firmware-image/firmware-image.ts'

const config = z.strictObject({
  firmware: z
    .string()
    .optional()
    .describe(
      'Intel hex or ELF file that is in the flash at first, relative to the bench file; the built-in one if left out.',
    ),
  pace: z
    .enum(['real', 'fast'])
    .default('real')
    .describe(
      'real: 16 MHz and true baud rates. fast: as fast as the machine allows, for suites that need no real time.',
    ),
  supply: voltage().default(5).describe('Voltage of the supply.'),
  brownOutLevel: voltage().default(2.7).describe('The chip is held in reset below this voltage.'),
  activeCurrent: current()
    .default(0.0092)
    .describe('What the chip draws while it works (typical at 16 MHz and 5 V).'),
  idleCurrent: current().default(0.0028).describe('What the chip draws while it sleeps.'),
  ledCurrent: current().default(0.003).describe('What the LED adds.'),
})

/** A virtual board: an emulated ATmega328P at 16 MHz that runs real firmware, with a power switch and faults on request. */
export const avrBoard = defineDriver({
  type: 'avr-board',
  doc: 'A virtual board: an emulated ATmega328P that runs real firmware. Needs no hardware.',
  testedAgainst: 'firmware in C, compiled by avr-gcc, on the emulator',
  provides: [power, console, storage, gpio, leds, analog, faults],
  config,
  open: async ({ firmware, pace, ...electrics }, { device, directory, signal }) => {
    signal.throwIfAborted()
    const file = firmware === undefined ? builtInFirmware() : resolve(directory, firmware)
    const flash = wholeFlash(await readFirmwareImage(file, ATMEGA328P))
    const board = new LazyBoard(device, { flash, pace, electrics })
    return {
      power: createSupply(board),
      console: { stream: createSerialConsole(board) },
      storage: createFlashStorage(board, directory),
      gpio: withLazyBoard(createPinAccess(board), board),
      leds: createBoardLeds(board),
      analog: createAnalogAccess(board),
      faults: createBoardFaults(board),
      [Symbol.asyncDispose]: () => board[Symbol.asyncDispose](),
    }
  },
})
