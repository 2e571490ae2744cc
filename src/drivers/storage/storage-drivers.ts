import type { AnyDriver } from '../../runtime/driver.ts'
import { defineFlasher, flashTool } from '../flashers/define-flasher.ts'
import { knownTools } from '../flashers/known-tools.ts'
import { blockStorage } from './block-storage.ts'
import { muxTool, sdWire, usbSdMux } from './card-muxes.ts'
import { uf2Storage } from './uf2-storage.ts'

/** Drivers that write what a device boots from. */
export const storageDrivers: readonly AnyDriver[] = [
  blockStorage,
  sdWire,
  usbSdMux,
  muxTool,
  ...knownTools.map(defineFlasher),
  uf2Storage,
  flashTool,
]
