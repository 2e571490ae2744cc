import { resolve } from 'node:path'
import { builtInRegistry } from '../../builtin.ts'
import { loadBench } from '../../runtime/bench/bench-file.ts'
import { formatSelector } from '../../runtime/bench/selector.ts'
import type {
  DeviceDescription,
  InterfaceDescription,
  JsonSchema,
  MemberDescription,
} from '../../runtime/connection.ts'
import { describeBench } from '../../runtime/session/abilities.ts'
import { describeInterfaces } from '../../runtime/session/describe-interfaces.ts'
import { EXIT } from '../exit-codes.ts'
import { versions } from '../exporter/versions.ts'
import type { Terminal } from '../terminal.ts'

/** Prints what a bench offers, and opens nothing. Returns the exit code. */
export function describeExporter(
  { benchFile, json }: { readonly benchFile: string; readonly json: boolean },
  { stdout }: Terminal,
): number {
  const bench = loadBench(resolve(benchFile), builtInRegistry())
  const description = { ...describeBench(bench), interfaces: describeInterfaces(bench), versions: versions() }
  const devices = description.devices.map(deviceText)
  const interfaces = Object.entries(description.interfaces).map(interfaceText)
  const text = json ? JSON.stringify(description, null, 2) : [...devices, ...interfaces].join('\n\n')
  stdout.write(`${text}\n`)
  return EXIT.passed
}

function deviceText({ name, type, role, labels, drivers = [], abilities }: DeviceDescription): string {
  const about = [role, type, formatSelector(labels)].filter((part) => part !== undefined && part !== '')
  const lines = [
    `${name} (${about.join(', ')})`,
    `  drivers     ${drivers.map((driver) => `${driver.name} (${driver.type})`).join(', ')}`,
    `  interfaces  ${abilities.map((ability) => abilityText(ability)).join(', ')}`,
  ]
  return lines.join('\n')
}

function abilityText({ name, interface: of, version }: DeviceDescription['abilities'][number]): string {
  return name === of ? `${name} ${version}` : `${name} (${of} ${version})`
}

function interfaceText([name, { version, doc, members }]: [string, InterfaceDescription]): string {
  const lines = Object.entries(members).map(([member, described]) => memberText(member, described))
  return [`${name} ${version}: ${doc}`, ...lines].join('\n')
}

function memberText(name: string, { kind, doc, params = {} }: MemberDescription): string {
  const properties = Object.entries((params.properties ?? {}) as Record<string, JsonSchema>)
  const required = (params.required ?? []) as readonly string[]
  const list = properties.map(
    ([param, schema]) => `${param}${required.includes(param) ? '' : '?'}${unitOf(schema)}`,
  )
  const sign =
    kind === 'call' ? `(${list.join(', ')})` : kind === 'items' ? `(${list.join(', ')}) → items` : ' bytes'
  return `  ${name}${sign}\n      ${doc}`
}

function unitOf({ unit }: JsonSchema): string {
  return typeof unit === 'string' ? `: ${unit}` : ''
}
