import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { makeFolder } from '../../runtime/make-folder.ts'

/** Fingerprints of the certificates that exporters showed when they were met first, in a file: `HOST:PORT FINGERPRINT`. */
export class KnownExporters {
  readonly file: string

  constructor(file: string) {
    this.file = file
  }

  /** The fingerprint of an address; undefined if it was never met. Throws a LabError. */
  get(address: string): string | undefined {
    return this.#read().get(address)
  }

  /** Keeps a fingerprint; the file is replaced as a whole, so that no reader sees half of it. */
  add(address: string, fingerprint: string): void {
    const rows = this.#read().set(address, fingerprint)
    const text = [...rows].map(([name, print]) => `${name} ${print}\n`).join('')
    makeFolder(dirname(this.file), 0o700)
    const whole = `${this.file}.${process.pid}`
    writeFileSync(whole, text, { mode: 0o600 })
    renameSync(whole, this.file)
  }

  #read(): Map<string, string> {
    const rows = readIfThere(this.file).split('\n')
    return new Map(rows.filter((row) => row.includes(' ')).map((row) => pairOf(row.trim())))
  }
}

function pairOf(row: string): [string, string] {
  const space = row.indexOf(' ')
  return [row.slice(0, space), row.slice(space + 1).trim()]
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw new LabError('known-exporters', `The file of known exporters cannot be read: ${messageOf(error)}.`)
  }
}
