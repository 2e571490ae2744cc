import { readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Who uses a block device or one of its partitions, in words: where it is mounted, swap, what stands on it. */
export async function usersOfDevice(number: string): Promise<string[]> {
  const folder = `/sys/dev/block/${number}`
  const partitions = await partitionsIn(folder)
  const numbers = new Set([number, ...partitions.map((partition) => partition.number)])
  const names = new Set([await nameOf(folder), ...partitions.map(({ name }) => name)])
  return [
    ...(await mountsOf(numbers)),
    ...(await swapOn(names)),
    ...(await holdersIn([folder, ...partitions.map(({ name }) => join(folder, name))])),
  ]
}

/** Loop devices that show a file, in words: what is on them would change under their users. */
export async function loopsOfFile(path: string): Promise<string[]> {
  const loops = (await namesIn('/sys/block')).filter((name) => name.startsWith('loop'))
  const users: string[] = []
  for (const loop of loops)
    if ((await textOf(`/sys/block/${loop}/loop/backing_file`)) === path) users.push(`/dev/${loop} shows it`)
  return users
}

async function partitionsIn(folder: string): Promise<{ name: string; number: string }[]> {
  const partitions: { name: string; number: string }[] = []
  for (const name of await namesIn(folder)) {
    const isPartition = (await textOf(join(folder, name, 'partition'))) !== ''
    if (isPartition) partitions.push({ name, number: await textOf(join(folder, name, 'dev')) })
  }
  return partitions
}

async function nameOf(folder: string): Promise<string> {
  const target = await readlink(folder).catch(() => '')
  return target.split('/').at(-1) ?? ''
}

/** Rows of mountinfo: id, parent, major:minor, root, mount point… */
async function mountsOf(numbers: ReadonlySet<string>): Promise<string[]> {
  const rows = (await textOf('/proc/self/mountinfo')).split('\n').map((row) => row.split(' '))
  return rows.filter((row) => numbers.has(row[2] ?? '')).map((row) => `mounted at ${row[4]}`)
}

async function swapOn(names: ReadonlySet<string>): Promise<string[]> {
  const rows = (await textOf('/proc/swaps')).split('\n').slice(1)
  const paths = rows.map((row) => row.split(/\s/)[0] ?? '')
  return paths
    .filter((path) => path.startsWith('/dev/') && names.has(path.slice(5)))
    .map((path) => `swap on ${path}`)
}

async function holdersIn(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map((folder) => namesIn(join(folder, 'holders'))))
  return found.flat().map((name) => `/dev/${name} stands on it`)
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

async function textOf(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim()
}
