// What the tests run against: brings it where it may, and says what is missing where it may not.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { bringLinuxKernel } from './linux-kernel.mjs'

/** Programs that tests run against, and the Debian packages they come in. */
const NEEDED = [
  { program: 'avr-gcc', packages: ['gcc-avr', 'avr-libc'], for: 'rebuilding the firmware' },
  { program: 'xmllint', packages: ['libxml2-utils'], for: 'checking JUnit files against their schema' },
  { program: 'python3', packages: ['python3'], for: 'a remote library' },
  { program: '/usr/sbin/sshd', packages: ['openssh-server', 'openssh-client'], for: 'devices behind SSH' },
  { program: 'pgrep', packages: ['procps'], for: 'seeing that commands have ended' },
  { program: 'ser2net', packages: ['ser2net', 'python3-serial'], for: 'consoles in the network' },
  { program: 'conserver', packages: ['conserver-server'], for: 'looking at consoles of a conserver' },
  { program: 'chromium', packages: ['chromium'], for: 'looking at the HTML report' },
  { program: 'bmaptool', packages: ['bmap-tools'], for: 'block maps of images' },
  { program: 'openocd', packages: ['openocd'], for: 'debug ports' },
  { program: 'qemu-system-arm', packages: ['qemu-system-arm'], for: 'the protocol of gdb' },
  { program: 'avrdude', packages: ['avrdude'], for: 'flashing by a command-line tool' },
  { program: 'pdudaemon', packages: ['pdudaemon'], for: 'switching power through PDUDaemon' },
  { program: 'socat', packages: ['socat'], for: 'serial lines made of two ptys' },
  { program: 'sz', packages: ['lrzsz'], for: 'files over a console by X-, Y- and ZMODEM' },
  { program: 'dash', packages: ['dash'], for: 'shells on consoles' },
  { program: 'login', packages: ['login'], for: 'logging in on consoles' },
  { program: 'uhubctl', packages: ['uhubctl'], for: 'what it says where no hub is' },
  { program: 'usbrelay', packages: ['usbrelay'], for: 'what it says where no relay is' },
  { program: 'snmpd', packages: ['snmpd'], for: 'SNMP power switches' },
  { program: 'qemu-system-x86_64', packages: ['qemu-system-x86', 'qemu-utils'], for: 'virtual machines' },
  { program: '/usr/lib/u-boot/qemu-x86_64/u-boot.rom', packages: ['u-boot-qemu'], for: 'a bootloader' },
  { program: '/usr/lib/grub/i386-pc', packages: ['grub-pc-bin', 'grub-common'], for: 'a boot menu' },
  { program: '/bin/busybox', packages: ['busybox-static'], for: 'a Linux in a virtual machine' },
  { program: 'swtpm', packages: ['swtpm'], for: 'a TPM in a virtual machine' },
  { program: '/usr/share/OVMF/OVMF_CODE.fd', packages: ['ovmf'], for: 'UEFI in a virtual machine' },
  { program: 'ffmpeg', packages: ['ffmpeg'], for: 'video sources' },
  { program: 'tesseract', packages: ['tesseract-ocr'], for: 'reading text on screens' },
  { program: 'mosquitto', packages: ['mosquitto'], for: 'power switches by MQTT' },
  { program: 'ip', packages: ['iproute2'], for: 'network namespaces' },
  { program: 'dnsmasq', packages: ['dnsmasq-base'], for: 'DHCP' },
  { program: 'dhclient', packages: ['isc-dhcp-client'], for: 'DHCP' },
  { program: 'udhcpc', packages: ['udhcpc'], for: 'DHCP' },
  { program: 'tcpdump', packages: ['tcpdump'], for: 'captures of packets' },
  { program: 'tftp', packages: ['tftp-hpa'], for: 'fetching files by TFTP' },
  { program: 'sigrok-cli', packages: ['sigrok-cli'], for: 'logic analysers' },
  { program: 'i2ctransfer', packages: ['i2c-tools'], for: 'what it says where no bus is' },
  { program: 'gpioget', packages: ['gpiod'], for: 'what it says where no chip is' },
  { program: 'spi-config', packages: ['spi-tools'], for: 'what it says where no bus is' },
  { program: 'asc2log', packages: ['can-utils'], for: 'the log format of candump' },
  {
    program: '/usr/lib/python3/dist-packages/canmatrix',
    packages: ['python3-canmatrix'],
    for: 'reading DBC files a second time',
  },
]

/** Asked by Debian's packages before they start a service: the tests start their own, on ports of their own. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d'

/** Brings programs and the kernel that tests boot; without the right to, names what is missing. */
export function installNeeded() {
  installPrograms()
  const isRoot = process.getuid?.() === 0
  if (isRoot && isInstalled('apt-get') && !bringLinuxKernel())
    console.log(
      'missing: the kernel of Debian’s linux-image-cloud-amd64; tests of a Linux in a virtual machine are skipped',
    )
}

function installPrograms() {
  const missing = NEEDED.filter(({ program }) => !isInstalled(program))
  if (missing.length === 0) return
  const packages = missing.flatMap((entry) => entry.packages)
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    for (const entry of missing)
      console.log(
        `missing: ${entry.program}, for ${entry.for}; its tests are skipped. Install: ${entry.packages.join(' ')}`,
      )
    return
  }
  console.log(`installing ${packages.join(' ')}`)
  install(packages)
}

/** All at once; where that fails, for one package that is not there, each by itself. */
function install(packages) {
  const guarded = !existsSync(SERVICE_POLICY)
  if (guarded) writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    apt('update', '-qq')
    if (aptInstall(packages)) return
    for (const one of packages) if (!aptInstall([one])) console.log(`cannot be installed: ${one}`)
  } finally {
    if (guarded) rmSync(SERVICE_POLICY)
  }
}

function aptInstall(packages) {
  return apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
}

function isInstalled(program) {
  if (isAbsolute(program)) return existsSync(program)
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}
