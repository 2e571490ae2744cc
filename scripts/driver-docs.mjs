// Writes docs/drivers.md from the drivers of the built package; --check only says whether the page is current.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const PAGE = new URL('../docs/drivers.md', import.meta.url)

const INTRODUCTION = `# Drivers

What comes with Hilwright, by the \`type\` that a [bench file](bench-file.md) names. *Tested against* tells what the tests
of a driver really speak to: where no such hardware can stand on a build machine, a stand-in speaks the same protocol, and
the driver's own code is the same. A driver of your own is [a plugin](plugins.md).

<!-- Written by scripts/driver-docs.mjs. -->
`

/** The page about drivers and device types. */
export function driverPage(drivers, deviceTypes) {
  const named = drivers.filter(({ type }) => !type.startsWith('simulated-'))
  const sorted = named.toSorted((a, b) => (a.type < b.type ? -1 : 1))
  const parts = [
    INTRODUCTION,
    overview(sorted),
    '## Device types\n\nA device type gives a device all its drivers at once.\n',
    ...deviceTypes.map((type) => section(type)),
    '## Drivers one by one\n',
    ...sorted.map((driver) => section(driver)),
  ]
  return parts.join('\n')
}

function overview(drivers) {
  const rows = drivers.map(
    ({ type, doc, provides, testedAgainst }) =>
      `| [\`${type}\`](#${anchor(type)}) | ${cell(doc)} | ${provides.map(({ name }) => name).join(', ')} | ${cell(testedAgainst ?? '')} |`,
  )
  return `| type | what it is | provides | tested against |\n|---|---|---|---|\n${rows.join('\n')}\n`
}

function section({ type, doc, provides = [], needs = [], uses = [], config }) {
  const facts = [
    ...(provides.length > 0 ? [`Provides ${list(provides.map(({ name }) => name))}.`] : []),
    ...(needs.length > 0 ? [`Needs ${list(needs)}.`] : []),
    ...(uses.length > 0 ? [`Uses ${list(uses)} where the device has it.`] : []),
  ]
  return [`### ${type}`, '', [doc, ...facts].join(' '), '', keyTable(config)].join('\n')
}

function list(names) {
  return names.map((name) => `\`${name}\``).join(', ')
}

/** The keys of a configuration; those of alternatives stand one after the other. */
function keyTable(config) {
  const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' })
  const shapes = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const keys = new Map()
  for (const { properties = {}, required = [] } of shapes)
    for (const [key, value] of Object.entries(properties))
      if (!keys.has(key))
        keys.set(key, { default: defaultOf(config, key), ...value, isRequired: required.includes(key) })
  if (keys.size === 0) return ''
  const rows = [...keys].map(
    ([key, value]) => `| \`${key}\` | ${valueText(value)} | ${cell(value.description ?? '')} |`,
  )
  return `| key | value | meaning |\n|---|---|---|\n${rows.join('\n')}\n`
}

/** The default of a key whose value is made into something else: JSON Schema has none for those. */
function defaultOf(config, key) {
  const { shape, options, left, right } = config.def
  if (shape !== undefined) return shape[key]?.def.defaultValue
  const parts = options ?? [left, right].filter((part) => part !== undefined)
  return parts.map((part) => defaultOf(part, key)).find((value) => value !== undefined)
}

function valueText(value) {
  if (value.default !== undefined) return `\`${cell(typed(value))}\` if left out`
  return `${kindOf(value)}${value.isRequired ? ', required' : ''}`
}

function kindOf({ type, quantity, anyOf, oneOf, enum: words, const: word, items }) {
  if (quantity !== undefined) return quantity
  if (word !== undefined) return `\`${word}\``
  if (words !== undefined) return words.map((one) => `\`${one}\``).join(' or ')
  if (type === 'array') return `list of ${items === undefined ? 'values' : kindOf(items)}`
  const several = anyOf ?? oneOf
  if (several !== undefined) return [...new Set(several.map(kindOf))].join(' or ')
  return { string: 'text', object: 'keys of its own', boolean: 'true or false' }[type] ?? type ?? 'any value'
}

/** A default as one would type it in a bench file. */
function typed({ default: value, quantity, unit }) {
  if (value instanceof RegExp) return value.source
  if (typeof value !== 'number' || quantity === undefined) return JSON.stringify(value)
  const [name, factor] = (UNITS[unit] ?? []).find(([, by]) => Number.isInteger(rounded(value / by))) ?? [
    unit,
    1,
  ]
  return `${rounded(value / factor)} ${name}`
}

/** The units that a person would choose from, the largest that leaves a whole number first. */
const UNITS = {
  ms: Object.entries({ h: 3_600_000, min: 60_000, s: 1000 }),
  B: Object.entries({ GiB: 1024 ** 3, MiB: 1024 ** 2, KiB: 1024 }),
  Hz: Object.entries({ MHz: 1e6, kHz: 1e3 }),
}

function rounded(value) {
  return Number(value.toPrecision(9))
}

function anchor(type) {
  return type.toLowerCase().replace(/[^\w-]/g, '')
}

function cell(text) {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
}

async function main() {
  const { everyDriver, everyDeviceType } = await import('../dist/src/every-driver.js')
  const page = driverPage(everyDriver, everyDeviceType)
  if (!process.argv.includes('--check')) writeFileSync(PAGE, page)
  else if (readFileSync(PAGE, 'utf8') !== page) {
    console.error('docs/drivers.md is not current: node scripts/driver-docs.mjs')
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
