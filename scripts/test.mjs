// The test command: installs what the tests need where it may, runs every check and test, and counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bringLinuxKernel } from './linux-kernel.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const scratch = mkdtempSync(join(tmpdir(), 'hilwright-test-'))
const bin = (name) => join(root, 'node_modules/.bin', name)

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

const CHECKS = [
  ['build', process.execPath, ['scripts/build.mjs']],
  ['types', bin('tsc'), ['-p', 'tsconfig.check.json']],
  ['lint and format', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['unused exports and packages', bin('knip'), []],
  ['package', bin('publint'), ['--strict']],
]

const totals = { passed: 0, failed: 0, skipped: 0 }
let status = 0
try {
  installNeeded()
  for (const [title, command, args] of CHECKS) check(title, command, args)
  if (existsSync(join(root, 'dist/src/cli/main.js'))) {
    runVitest()
    runSuites()
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (totals.failed > 0) status = 1
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exitCode = status

function installNeeded() {
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
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

function isInstalled(program) {
  if (isAbsolute(program)) return existsSync(program)
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

function check(title, command, args) {
  const started = performance.now()
  const { status: code } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  const passed = code === 0
  totals[passed ? 'passed' : 'failed']++
  console.log(
    `${passed ? 'passed' : 'FAILED'}: ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
}

function runVitest() {
  const outputFile = join(scratch, 'vitest.json')
  spawnSync(
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`],
    { cwd: root, stdio: 'inherit' },
  )
  if (!existsSync(outputFile)) {
    totals.failed++
    return
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success, testResults } = JSON.parse(
    readFileSync(outputFile, 'utf8'),
  )
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  totals.passed += numPassedTests
  totals.failed += numFailedTests + brokenFiles + (success || numFailedTests + brokenFiles > 0 ? 0 : 1)
  totals.skipped += numPendingTests + numTodoTests
}

/** The example suites, by the command that README gives. */
function runSuites() {
  const { status: code } = spawnSync(process.execPath, ['dist/src/cli/main.js', 'run', 'suites'], {
    cwd: root,
    stdio: 'inherit',
  })
  const results = JSON.parse(readFileSync(join(root, 'hil-report/results.json'), 'utf8'))
  for (const { stats } of results) {
    totals.passed += stats.passed
    totals.failed += stats.failed
    totals.skipped += stats.skipped
  }
  if (code !== 0 && results.every(({ stats }) => stats.failed === 0)) totals.failed++
}
