import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { programPath } from '../guarded-process/find-program.ts'
import { type CpioEntry, writeCpio } from './cpio.ts'

/** Where scripts/linux-kernel.mjs unpacks Debian's kernel, seen from the sources and from dist. */
const FOLDERS = ['../../../', '../../../../'].map((up) =>
  fileURLToPath(new URL(`${up}node_modules/.cache/hilwright/linux`, import.meta.url)),
)

/** A Linux for trials: a kernel, and what it starts from. */
export interface LinuxGuest {
  readonly kernel: string
  /** The archive with busybox: a login on the serial port and on the screen, a network, a web server. */
  initrd(): Buffer
}

/** Debian's kernel with its busybox; undefined where they are not installed. */
export function linuxGuest(): LinuxGuest | undefined {
  const folder = FOLDERS.find(existsSync)
  const busybox = programPath('busybox')
  if (folder === undefined || busybox === undefined || programPath('qemu-system-x86_64') === undefined)
    return undefined
  const kernel = readdirSync(join(folder, 'boot')).find((name) => name.startsWith('vmlinuz-'))
  if (kernel === undefined) return undefined
  const initrd = () =>
    writeCpio(filesOf(busybox, join(folder, 'lib/modules', kernel.slice('vmlinuz-'.length))))
  return { kernel: join(folder, 'boot', kernel), initrd }
}

/** Modules in the order in which they are loaded. */
const MODULES = [
  ...['virtio_ring', 'virtio', 'virtio_pci_legacy_dev', 'virtio_pci_modern_dev', 'virtio_pci', 'virtio_blk'],
  ...['failover', 'net_failover', 'virtio_net', 'evdev', 'virtio_input'],
]

const INIT = `#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
for module in ${MODULES.join(' ')}; do insmod /lib/$module.ko 2>/dev/null; done
hostname target
ifconfig lo 127.0.0.1
ifconfig eth0 10.0.2.15
echo 'It works' > /www/index.html
httpd -h /www
exec init
`

const INITTAB = `ttyS0::respawn:/bin/getty -L ttyS0 115200 vt100
tty1::respawn:/bin/getty 38400 tty1 linux
::shutdown:/bin/umount -a -r
`

/** The password is "secret". */
const PASSWD = 'root:$1$trial$dGnsmCBKZACTAKtqEEdXT1:0:0:root:/root:/bin/sh\n'

function filesOf(busybox: string, modules: string): CpioEntry[] {
  const folder = (path: string) => ({ path, mode: 0o040755 })
  const file = (path: string, content: string | Uint8Array, mode = 0o100644) => ({ path, mode, content })
  const paths = readdirSync(join(modules, 'kernel'), { recursive: true, encoding: 'utf8' })
  const loaded = MODULES.flatMap((name) => {
    const path = paths.find((one) => one.endsWith(`/${name}.ko`))
    return path === undefined ? [] : [file(`lib/${name}.ko`, readFileSync(join(modules, 'kernel', path)))]
  })
  return [
    ...['bin', 'dev', 'etc', 'lib', 'proc', 'root', 'sys', 'tmp', 'www'].map(folder),
    file('bin/busybox', readFileSync(busybox), 0o100755),
    file('init', INIT, 0o100755),
    file('etc/inittab', INITTAB),
    file('etc/passwd', PASSWD),
    file('etc/issue', 'Trial Linux on \\l\n'),
    ...loaded,
  ]
}
