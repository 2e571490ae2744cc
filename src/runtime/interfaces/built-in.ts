import type { Interface } from '../interface.ts'
import { analog } from './analog.ts'
import { console } from './console.ts'
import { faults } from './faults.ts'
import { files } from './files.ts'
import { gpio } from './gpio.ts'
import { power } from './power.ts'
import { shell } from './shell.ts'
import { storage } from './storage.ts'
import { video } from './video.ts'

/** The interfaces that every Hilwright knows. */
export const builtInInterfaces: readonly Interface[] = [
  power,
  console,
  shell,
  files,
  storage,
  gpio,
  analog,
  faults,
  video,
]
