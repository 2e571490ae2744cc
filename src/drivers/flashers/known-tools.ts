import type { KnownTool } from './define-flasher.ts'

const port = { doc: 'The serial port, such as /dev/ttyUSB0.' }

const dfu: KnownTool = {
  type: 'dfu',
  doc: 'Writes images over USB DFU, by dfu-util.',
  testedAgainst: "Debian's dfu-util with no device, and a program that says what it says with one",
  options: {
    id: { doc: 'USB vendor and product, such as 0483:df11.' },
    serial: { doc: 'USB serial number.' },
    alt: { doc: 'Alternate setting, by number or name.' },
    address: { doc: 'Where a DfuSe device takes it, such as 0x08000000:leave.' },
  },
  tool: {
    program: 'dfu-util',
    flash: [['-d', '{id}'], ['-S', '{serial}'], ['-a', '{alt}'], ['-s', '{address}'], '-D', '{image}', '-R'],
    read: [['-d', '{id}'], ['-S', '{serial}'], ['-a', '{alt}'], ['-s', '{address}'], '-U', '{output}'],
    progress: [
      { step: 'check', pattern: 'Erase\\s+\\[.*?\\]\\s+(?<percent>\\d+)%' },
      { step: 'write', pattern: 'Download\\s+\\[.*?\\]\\s+(?<percent>\\d+)%' },
    ],
    done: 'File downloaded successfully|Download done\\.',
    missing: ['No DFU capable USB device', 'Cannot open DFU device'],
  },
}

const fastboot: KnownTool = {
  type: 'fastboot',
  doc: 'Writes a partition of an Android or U-Boot device, by fastboot.',
  testedAgainst: "Debian's fastboot with no device, and a program that says what it says with one",
  options: {
    serial: { doc: 'Serial number or tcp:HOST.' },
    partition: { doc: 'The partition, such as boot.', required: true },
  },
  tool: {
    program: 'fastboot',
    flash: [['-s', '{serial}'], 'flash', '{partition}', '{image}'],
    progress: [
      { step: 'write', pattern: "Sending sparse '.*' (?<done>\\d+)/(?<total>\\d+)" },
      { step: 'verify', pattern: "Writing '.*'(?<bar>)" },
    ],
    done: '^Finished\\. Total time',
    failed: ['FAILED'],
    missing: ['< waiting for '],
  },
}

const esptool: KnownTool = {
  type: 'esptool',
  doc: 'Writes images to ESP32 and ESP8266 chips, by esptool.',
  testedAgainst: 'a program that says what esptool says',
  options: {
    port,
    chip: { doc: 'The chip, such as esp32c3.', fallback: 'auto' },
    baudRate: { doc: 'Rate while writing.', fallback: 460800 },
    address: { doc: 'Where the image belongs.', fallback: '0x0' },
  },
  tool: {
    program: 'esptool',
    flash: [
      ...['--chip', '{chip}', ['--port', '{port}'], '--baud', '{baudRate}'],
      ...['write_flash', '{address}', '{image}'],
    ],
    verify: ['--chip', '{chip}', ['--port', '{port}'], 'verify_flash', '{address}', '{image}'],
    read: ['--chip', '{chip}', ['--port', '{port}'], 'read_flash', '{offset}', '{length}', '{output}'],
    progress: [{ step: 'write', pattern: 'Writing at 0x[0-9a-f]+\\.* \\((?<percent>\\d+) ?%\\)' }],
    failed: ['A fatal error occurred', 'MD5 of file does not match', 'verify FAILED'],
    missing: ['[Cc]ould not open', 'Failed to connect', 'No serial data received'],
  },
}

const openocd: KnownTool = {
  type: 'openocd-flash',
  doc: 'Writes and compares images through a debug probe, by OpenOCD.',
  testedAgainst: "Debian's openocd with its dummy probe and its flash in memory",
  options: {
    configs: {
      doc: 'Configuration files, such as interface/stlink.cfg and target/stm32f4x.cfg.',
      list: true,
      required: true,
    },
    address: { doc: 'Where plain bytes belong; hex and ELF files know it.', fallback: '' },
    verify: { doc: 'The word verify, or nothing for chips that cannot compare.', fallback: 'verify' },
  },
  tool: {
    program: 'openocd',
    flash: [['-f', '{configs}'], '-c', 'program {{image}} {verify} reset exit {address}'],
    progress: [
      { step: 'write', pattern: '\\*\\* Programming Started(?<bar>)' },
      { step: 'verify', pattern: '\\*\\* Verify Started(?<bar>)' },
    ],
    done: '\\*\\* Programming Finished \\*\\*',
    failed: ['\\*\\* (Programming|Verify) Failed'],
    missing: ['no device found', 'unable to open', 'Error: open failed', 'not found in (any|the) USB'],
  },
}

const probeRs: KnownTool = {
  type: 'probe-rs',
  doc: 'Writes and compares images through a debug probe, by probe-rs.',
  testedAgainst: 'a program that says what probe-rs says',
  options: {
    chip: { doc: 'The chip, such as nRF52840_xxAA.', required: true },
    probe: { doc: 'The probe, as VENDOR:PRODUCT:SERIAL.' },
    format: { doc: 'Format of the image: elf, hex, bin, uf2 or idf.', fallback: 'elf' },
    address: { doc: 'Where plain bytes belong.' },
  },
  tool: {
    program: 'probe-rs',
    flash: [
      ...['download', '--chip', '{chip}', ['--probe', '{probe}'], '--binary-format', '{format}'],
      ...[['--base-address', '{address}'], '--verify', '{image}'],
    ],
    progress: [
      { step: 'check', pattern: 'Erasing.*?(?<percent>\\d+)%' },
      { step: 'write', pattern: 'Programming.*?(?<percent>\\d+)%' },
      { step: 'verify', pattern: 'Verifying.*?(?<percent>\\d+)%' },
    ],
    done: 'Finished in',
    missing: ['No (connected )?probes? (were|was) found', 'Probe not found'],
  },
}

const avrdude: KnownTool = {
  type: 'avrdude',
  doc: 'Writes, compares and reads the flash of AVR chips, by avrdude.',
  testedAgainst: "Debian's avrdude and a bootloader of our own (STK500) over TCP",
  options: {
    part: { doc: 'The chip, such as m328p.', required: true },
    programmer: { doc: 'The programmer, such as arduino or usbasp.', required: true },
    port: { doc: 'Its port, such as /dev/ttyUSB0, usb, or net:HOST:PORT.' },
    baudRate: { doc: 'Rate of a serial port.' },
    format: {
      doc: 'Format of the image: i for Intel hex, e for ELF, r for plain, a to find out.',
      fallback: 'a',
    },
  },
  tool: {
    program: 'avrdude',
    flash: [
      ...['-p', '{part}', '-c', '{programmer}', ['-P', '{port}'], ['-b', '{baudRate}']],
      ...['-U', 'flash:w:{image}:{format}'],
    ],
    verify: [
      ...['-p', '{part}', '-c', '{programmer}', ['-P', '{port}'], ['-b', '{baudRate}']],
      ...['-U', 'flash:v:{image}:{format}'],
    ],
    progress: [
      { step: 'write', pattern: '^Writing \\| (?<bar>#+)' },
      { step: 'verify', pattern: '^Reading \\| (?<bar>#+)' },
    ],
    done: 'bytes of flash verified',
    missing: [
      'unable to open (port|programmer)',
      "can't open device",
      'could not find USB device',
      'cannot open port',
    ],
  },
}

const uuu: KnownTool = {
  type: 'uuu',
  doc: 'Writes images to i.MX processors in their serial download mode, by uuu.',
  testedAgainst: 'a program that says what uuu says',
  options: {
    script: { doc: 'A built-in script such as emmc_all; without it the image is what uuu runs.' },
    loader: { doc: 'The bootloader that a built-in script needs.' },
    path: { doc: 'USB path of the board, such as 1:2, where there are several.' },
  },
  tool: {
    program: 'uuu',
    flash: ['-v', ['-m', '{path}'], ['-b', '{script}'], ['{loader}'], '{image}'],
    progress: [{ step: 'write', pattern: '(?<percent>\\d+)%' }],
    failed: ['Failure [1-9]', '^Error'],
    missing: ['Wait for Known USB'],
  },
}

/** The flashing tools that are built in. */
export const knownTools: readonly KnownTool[] = [dfu, fastboot, esptool, openocd, probeRs, avrdude, uuu]
