import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPort } from './find-port.ts'
import { portsInUdev } from './known-ports.ts'

const { signal } = new AbortController()
const PATH = process.env.PATH
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-udev-'))
})
afterEach(() => {
  process.env.PATH = PATH
  rmSync(folder, { recursive: true })
})

/** What `udevadm info --export-db` says of one adapter; /dev/tty stands for its device, which is always there. */
const adapter = (
  serial: string,
  interfaceNumber: string,
  device = '/dev/tty',
) => `P: /devices/usb/${serial}/tty/ttyUSB
N: tty
E: SUBSYSTEM=tty
E: DEVNAME=${device}
E: ID_VENDOR_ID=0403
E: ID_SERIAL_SHORT=${serial}
E: ID_USB_INTERFACE_NUM=${interfaceNumber}
`
const OTHERS = `P: /devices/usb/1-1
E: SUBSYSTEM=usb
E: DEVNAME=/dev/bus/usb/001/002
E: ID_SERIAL_SHORT=FT1
`

/** Puts a udevadm before all others that prints a text, or fails. */
function installUdevadm(text: string, code = 0): void {
  const program = join(folder, 'udevadm')
  writeFileSync(`${program}.txt`, text)
  writeFileSync(program, `#!/bin/sh\n[ "$*" = "info --export-db" ] && cat ${program}.txt\nexit ${code}\n`)
  chmodSync(program, 0o755)
  process.env.PATH = `${folder}:${PATH}`
}

test('a port is found by the serial number of its adapter, and by udev properties', async () => {
  installUdevadm([OTHERS, adapter('FT1', '00'), adapter('FT2', '00', '/dev/null')].join('\n'))
  expect(await findPort({ usbSerial: 'FT1' }, signal)).toMatchObject({ path: '/dev/tty', device: '/dev/tty' })
  const udev = { ID_VENDOR_ID: '0403', ID_SERIAL_SHORT: 'FT2' }
  expect(await findPort({ udev }, signal)).toMatchObject({ path: '/dev/null' })
})

test('two that fit are told with what tells them apart; a property more chooses', async () => {
  installUdevadm([adapter('FT1', '00'), adapter('FT1', '01', '/dev/null')].join('\n'))
  await expect(findPort({ usbSerial: 'FT1' }, signal)).rejects.toMatchObject({
    code: 'port-ambiguous',
    message: expect.stringMatching(/number FT1: there are 2 of them\.\n.*NUM=00\n.*\/dev\/null .*NUM=01$/s),
  })
  const found = await findPort({ usbSerial: 'FT1', udev: { ID_USB_INTERFACE_NUM: '01' } }, signal)
  expect(found.path).toBe('/dev/null')
})

test('one that is not there is told with those that are', async () => {
  installUdevadm(adapter('FT1', '00'))
  await expect(findPort({ usbSerial: 'FT9' }, signal)).rejects.toMatchObject({
    code: 'port-missing',
    message: expect.stringMatching(
      /USB serial number FT9\.\n {2}There are:\n {4}\/dev\/tty .*ID_SERIAL_SHORT=FT1/,
    ),
  })
})

test.each([
  ['fails', 1],
  ['says nothing', 0],
])('a udevadm that %s leads to no port, and no crash', async (_how, code) => {
  installUdevadm('', code)
  await expect(findPort({ usbSerial: 'FT1' }, signal)).rejects.toMatchObject({ code: 'port-missing' })
})

test('without udevadm the error says to use the path', async () => {
  process.env.PATH = folder
  await expect(findPort({ usbSerial: 'FT1' }, signal)).rejects.toMatchObject({
    message: expect.stringContaining('udev lists no serial port here; use path.'),
  })
})

test('only ports are read from the database', () => {
  expect(portsInUdev(`${OTHERS}\n${adapter('FT1', '00')}\n\ngarbage\n\nE: SUBSYSTEM=tty`)).toMatchObject([
    { path: '/dev/tty' },
  ])
})
