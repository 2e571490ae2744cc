import { z } from 'zod'
import { size } from '../../runtime/units.ts'

const path = (doc: string) => z.string().optional().describe(`${doc}, relative to the bench file.`)

const disk = z.strictObject({
  file: path('Image that the disk starts with; it is never changed'),
  format: z.enum(['raw', 'qcow2']).default('raw').describe('Format of the image.'),
  size: size().optional().describe('Size of a disk that starts empty.'),
  interface: z
    .enum(['virtio', 'ide', 'scsi', 'sd', 'pflash', 'none'])
    .default('virtio')
    .describe('What the disk hangs on; none: only `args` use it, by its id disk0, disk1…'),
})

const port = z.strictObject({
  guest: z.number().int().min(1).max(65_535).describe('Port in the guest.'),
  host: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('Port on this machine, on 127.0.0.1; a free one if left out.'),
  protocol: z.enum(['tcp', 'udp', 'http', 'https']).default('tcp').describe('What is spoken there.'),
})

const network = z.strictObject({
  model: z
    .string()
    .optional()
    .describe('Network card, such as e1000 or virtio-net-pci; the machine’s own if left out.'),
  ports: z
    .record(z.string(), port)
    .default({})
    .describe('Ports of the guest that are reached from this machine, by name.'),
  tftp: path('Folder that the guest reads files from by TFTP'),
  bootFile: z.string().optional().describe('File that DHCP tells the guest to boot.'),
})

const furtherConsole = z.strictObject({
  device: z
    .string()
    .optional()
    .describe(
      'What it hangs on, such as pci-serial or virtconsole; the next serial port of the machine if left out.',
    ),
})

/** Sockets of a machine are few, and one of them is its monitor. */
const MOST_CONSOLES = 4

/** What the bench file says about a virtual machine. */
export const machineConfig = z.strictObject({
  binary: z.string().default('qemu-system-x86_64').describe('The emulator: a program in PATH, or a path.'),
  machine: z.string().optional().describe('Machine type, as of -machine; the emulator’s own if left out.'),
  cpu: z.string().optional().describe('Processor, as of -cpu.'),
  cpus: z.number().int().min(1).default(1).describe('Number of processors.'),
  memory: size()
    .default(256 * 1024 ** 2)
    .describe('Memory.'),
  accelerator: z
    .enum(['auto', 'tcg', 'kvm'])
    .default('auto')
    .describe('auto: KVM where a tiny guest has proved that it works, emulation elsewhere.'),
  kernel: path('Kernel to boot'),
  initrd: path('Its initial RAM disk'),
  append: z.string().optional().describe('Its command line.'),
  dtb: path('Its device tree'),
  bios: path('Firmware in place of the emulator’s own'),
  uefi: z
    .union([z.boolean(), z.strictObject({ code: z.string(), variables: z.string() })])
    .default(false)
    .describe('true: boot by UEFI with the installed OVMF. Or the paths of its `code` and `variables`.'),
  tpm: z.boolean().default(false).describe('true: a TPM 2.0, by the installed swtpm.'),
  disks: z.array(disk).default([]).describe('Disks. What is written to them goes with the session.'),
  network: network
    .prefault({})
    .describe('A network behind address translation; the guest reaches out through it.'),
  consoles: z
    .record(
      z.string().regex(/^(?!vm$)[A-Za-z][\w-]*$/, 'expected a name of letters, digits, - and _, and not vm'),
      furtherConsole,
    )
    .refine((named) => Object.keys(named).length <= MOST_CONSOLES, `expected ${MOST_CONSOLES} at most`)
    .default({})
    .describe('Consoles beside the first one, by name: each is a serial port of its own.'),
  args: z.array(z.string()).default([]).describe('Further arguments of the emulator, as they are.'),
})

export type MachineConfig = z.output<typeof machineConfig>
