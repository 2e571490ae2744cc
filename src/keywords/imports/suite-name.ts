import { basename, extname } from 'node:path'

/** The name that a suite file gives its suite, as Robot makes it: `gpio_and_led.hil` → `Gpio And Led`. */
export function suiteNameOf(path: string): string {
  const words = basename(path, extname(path))
    .replace(/^\d+__/, '')
    .replaceAll('_', ' ')
    .trim()
  return words === words.toLowerCase()
    ? words.replace(/(?<=^|\s)\S/g, (letter) => letter.toUpperCase())
    : words
}
