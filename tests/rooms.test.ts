import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The table of ARCHITECTURE.md: each room and those it may import; 'all' for no limit. */
function readTable(): Map<string, 'all' | readonly string[]> {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const rows = [...text.matchAll(/^\| `([^`]+)` \|[^|]*\| ([^|]+) \|$/gm)]
  return new Map(
    rows.map(([, room = '', allowed = '']) => [
      room,
      allowed.trim() === 'all' ? 'all' : [...allowed.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
    ]),
  )
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes(`generated${sep}`))
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)
  return [...found].map((match) => relative(root, resolve(root, dirname(file), match[1] ?? '')))
}

/** The longest room that the file lies in. */
function roomOf(file: string, rooms: Iterable<string>): string | undefined {
  const holding = [...rooms].filter((room) => file.startsWith(room + sep))
  return holding.sort((a, b) => b.length - a.length)[0]
}

const table = readTable()
const files = ['src', 'reporters'].flatMap(sourceFiles)

describe('rooms', () => {
  test('the table names rooms that exist', () => {
    expect([...table.keys()].filter((room) => !existsSync(join(root, room)))).toEqual([])
    expect(table.size).toBeGreaterThan(7)
  })

  test('every file lies in a room of the table', () => {
    expect(files.filter((file) => roomOf(file, table.keys()) === undefined)).toEqual([])
  })

  test('rooms import only those that the table allows', () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file, table.keys()) ?? ''
      const allowed = table.get(room) ?? []
      return importsOf(file).flatMap((target) => {
        const other = roomOf(target, table.keys())
        const forTests = /\.test\.ts$/.test(file) && target.startsWith(`tests${sep}`)
        const fine =
          forTests || other === room || allowed === 'all' || (other !== undefined && allowed.includes(other))
        return fine ? [] : [`${file} imports ${target}`]
      })
    })
    expect(wrong).toEqual([])
  })

  test('no file imports itself through others', () => {
    const graph = new Map(
      files.filter((file) => !/\.test\.ts$/.test(file)).map((file) => [file, importsOf(file)]),
    )
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      else if (!done.has(file)) {
        for (const target of graph.get(file) ?? []) visit(target, [...path, file])
        done.add(file)
      }
    }
    for (const file of graph.keys()) visit(file, [])
    expect(circles).toEqual([])
  })

  test('no folder lies deeper than one level below its room', () => {
    const deep = files.filter((file) => {
      const room = roomOf(file, table.keys()) ?? ''
      return file.slice(room.length + 1).split(sep).length > (room === 'src/keywords' ? 3 : 2)
    })
    expect(deep).toEqual([])
  })
})
