import type { ByteChannel, ImplementationOf } from '../../runtime/driver.ts'
import { LabError } from '../../runtime/errors.ts'
import type { machine } from '../../runtime/interfaces/machine.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { MachineConfig } from '../virtual-machine/config.ts'
import type { VirtualMachine } from '../virtual-machine/machine.ts'

/** Serial ports after the first one, by the names that the bench file gives them. */
type NamedPorts = ReadonlyMap<string, ByteChannel>

/** For drivers of the same device: no member of the interface, and nothing that leaves the process. */
const PORTS = Symbol('serial ports')

/** The serial ports of a machine after its first one. */
export function namedPorts({ consoles }: MachineConfig, { ports }: VirtualMachine): NamedPorts {
  return new Map(
    Object.keys(consoles).flatMap((name, index) => {
      const port = ports[index + 1]
      return port === undefined ? [] : [[name, port] as const]
    }),
  )
}

/** The control of a machine, by which another driver of the device finds its ports. */
export function withPorts(
  control: ImplementationOf<typeof machine>,
  ports: NamedPorts,
): ImplementationOf<typeof machine> {
  return Object.assign(control, { [PORTS]: ports })
}

/** Finds a port of a machine that another driver of the device runs. */
export function portNamed(name: string, control: unknown, device: string): ByteChannel {
  const ports = (control as { readonly [PORTS]?: NamedPorts })[PORTS]
  const found = ports?.get(name)
  if (found !== undefined) return found
  const hint = didYouMean(name, [...(ports?.keys() ?? [])]) ?? 'Name it there: consoles: { NAME: {} }'
  throw new LabError('port-missing', `The virtual machine of ${device} has no serial port "${name}".`, {
    ...{ device, hint },
  })
}
