import { join, resolve } from 'node:path'
import type { MachineConfig } from './config.ts'

/** What the arguments depend on besides the configuration. */
export interface ArgumentParts {
  /** Folder of the bench file. */
  readonly directory: string
  /** Folder of the session. */
  readonly folder: string
  readonly accelerator: 'tcg' | 'kvm'
  /** Host ports of the forwarded guest ports, by name. */
  readonly hostPorts: Readonly<Record<string, number>>
  /** Arguments of firmware, disks and the like, ready made. */
  readonly more: readonly string[]
}

/** The command line of QEMU, without its monitor and its serial port. */
export function createArguments(config: MachineConfig, parts: ArgumentParts): string[] {
  const from = (path: string | undefined) => (path === undefined ? undefined : resolve(parts.directory, path))
  return [
    ...option('-machine', config.machine),
    ...['-accel', parts.accelerator],
    ...option('-cpu', config.cpu),
    ...option('-smp', config.cpus),
    ...option('-m', `${Math.round(config.memory / 1024)}k`),
    ...option('-kernel', from(config.kernel)),
    ...option('-initrd', from(config.initrd)),
    ...option('-append', config.append),
    ...option('-dtb', from(config.dtb)),
    ...option('-bios', from(config.bios)),
    ...['-parallel', 'none', '-vnc', `unix:${escapeCommas(join(parts.folder, VNC_SOCKET))}`],
    ...['-nic', networkCard(config, parts)],
    ...parts.more,
    ...config.args,
  ]
}

/** Where the screen is served, in the folder of the session. */
export const VNC_SOCKET = 'vnc'

/** A value in a list of QEMU's options: a comma stands twice. */
export function escapeCommas(value: string): string {
  return value.replaceAll(',', ',,')
}

function option(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)]
}

function networkCard({ network }: MachineConfig, { directory, hostPorts }: ArgumentParts): string {
  const { model, tftp, bootFile, ports } = network
  const forwards = Object.entries(ports).map(([name, { guest, protocol }]) => {
    const carrier = protocol === 'udp' ? 'udp' : 'tcp'
    return `hostfwd=${carrier}:127.0.0.1:${hostPorts[name]}-:${guest}`
  })
  const settings = {
    model,
    tftp: tftp === undefined ? undefined : resolve(directory, tftp),
    bootfile: bootFile,
  }
  const set = Object.entries(settings).filter(([, value]) => value !== undefined)
  const written = set.map(([name, value]) => `${name}=${escapeCommas(String(value))}`)
  return ['user', 'id=net0', ...written, ...forwards].join(',')
}
