import { basename, dirname, extname } from 'node:path'

/** The name that a suite file gives its suite, as Robot makes it: `gpio_and_led.hil` → `Gpio And Led`; an `__init__` file has its directory's. */
export function suiteNameOf(path: string): string {
  const isDirectory = /^__init__\.[^.]+$/i.test(basename(path))
  const words = (isDirectory ? basename(dirname(path)) : basename(path, extname(path)))
    .replace(/^\d+__/, '')
    .replaceAll('_', ' ')
    .trim()
  return words === words.toLowerCase()
    ? words.replace(/(?<=^|\s)\S/g, (letter) => letter.toUpperCase())
    : words
}
