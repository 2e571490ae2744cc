import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { endpoints } from '../../runtime/interfaces/endpoints.ts'
import { faults } from '../../runtime/interfaces/faults.ts'
import { hid } from '../../runtime/interfaces/hid.ts'
import { machine } from '../../runtime/interfaces/machine.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { snapshots } from '../../runtime/interfaces/snapshots.ts'
import { storage } from '../../runtime/interfaces/storage.ts'
import { video } from '../../runtime/interfaces/video.ts'
import { vnc } from '../../runtime/interfaces/vnc.ts'
import { createVideo } from '../picture/watched-screen.ts'
import { createDiskStorage } from '../virtual-disk/disk-storage.ts'
import { createSnapshots } from '../virtual-disk/machine-snapshots.ts'
import { machineConfig } from '../virtual-machine/config.ts'
import { createInput } from '../virtual-machine/input.ts'
import { createMachineControl } from '../virtual-machine/machine-control.ts'
import { createMachineFaults } from '../virtual-machine/machine-faults.ts'
import { createForwardedEndpoints } from '../virtual-machine/port-forwards.ts'
import { createPowerSwitch } from '../virtual-machine/power-switch.ts'
import { createCapture } from '../virtual-machine/screen.ts'
import { createVncServer } from '../virtual-machine/vnc-server.ts'
import { namedPorts, withPorts } from './further-ports.ts'
import { openMachine } from './open-machine.ts'

/** A virtual machine. Its process runs while its power is on. */
export const qemu = defineDriver({
  type: 'qemu',
  doc: 'A virtual machine of QEMU: any system that it emulates, with power, serial console, screen, keys, disks and network.',
  testedAgainst: "Debian's QEMU with U-Boot, GRUB, OVMF and Linux in it",
  provides: [power, console, storage, machine, snapshots, video, vnc, hid, endpoints, faults],
  config: machineConfig,
  open: async (config, { device, directory, signal }) => {
    const ready = await openMachine(config, { device, directory, signal })
    const capture = createCapture(ready.machine, ready.folder)
    return {
      power: createPowerSwitch(ready.machine),
      console: { stream: ready.machine.ports[0] },
      storage: createDiskStorage({ ...ready, directory }),
      machine: withPorts(createMachineControl(ready.machine), namedPorts(config, ready.machine)),
      snapshots: createSnapshots(ready),
      video: createVideo({ device, directory, capture }),
      vnc: createVncServer(ready.machine, ready.folder),
      hid: createInput(ready.machine, capture),
      endpoints: createForwardedEndpoints(config.network.ports, ready.hostPorts),
      faults: createMachineFaults(ready.machine),
      [Symbol.asyncDispose]: () => ready[Symbol.asyncDispose](),
    }
  },
})
