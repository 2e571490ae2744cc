import { defineDeviceType } from '../../runtime/plugin.ts'
import { qemu } from './qemu.ts'

/** A virtual machine: one driver gives it everything. */
export const qemuType = defineDeviceType({
  type: 'qemu',
  doc: qemu.doc,
  config: qemu.config,
  drivers: (config) => ({
    vm: { type: qemu.type, ...config },
    ...Object.fromEntries(
      Object.keys(config.consoles).map((name) => [name, { type: 'qemu-console', port: name }]),
    ),
  }),
})
