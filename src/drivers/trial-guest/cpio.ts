/** A file, folder or link of an archive that Linux starts from. */
export interface CpioEntry {
  readonly path: string
  /** Type and rights, as of stat: 0o100755 is a program. */
  readonly mode: number
  readonly content?: Uint8Array | string
}

/** Writes an archive in the format that Linux unpacks at its start (cpio, "newc"). */
export function writeCpio(entries: readonly CpioEntry[]): Buffer {
  const all = [...entries, { path: 'TRAILER!!!', mode: 0 }]
  return Buffer.concat(all.flatMap((entry, index) => writeEntry(entry, index + 1)))
}

function writeEntry({ path, mode, content = '' }: CpioEntry, inode: number): Buffer[] {
  const bytes = Buffer.from(content)
  const name = Buffer.from(`${path}\0`)
  const links = 1
  // Inode, mode, owner, group, links, time, size, four device numbers, length of the name, checksum.
  const fields = [inode, mode, 0, 0, links, 0, bytes.length, 0, 0, 0, 0, name.length, 0]
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`)
  return [padded(Buffer.concat([header, name])), padded(bytes)]
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}
