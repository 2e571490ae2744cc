import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { AnyDriver } from '../driver.ts'
import { LabError, SuiteError } from '../errors.ts'
import { type Hooks, hooksSchema } from '../hooks/hook.ts'
import { didYouMean } from '../neighbours.ts'
import { type Plugin, type Registry, withPlugins } from '../plugin.ts'
import { formatProblems, type Problem } from '../problem.ts'
import { readPlugin } from './bench-plugins.ts'
import { ConfigDocument } from './document.ts'

/** A bench as its file describes it, with every value checked. */
export interface Bench {
  readonly file: string
  readonly devices: readonly BenchDevice[]
  /** Values to mask wherever text leaves the process. */
  readonly secrets: readonly string[]
  /** What runs around sessions and tests; nothing if left out. */
  readonly hooks?: Hooks
}

/** One device of a bench. */
export interface BenchDevice {
  readonly name: string
  readonly type: string | undefined
  readonly role: DeviceRole
  /** True if its power is left as it is when its session ends. */
  readonly keepPower?: true
  readonly labels: Readonly<Record<string, string>>
  readonly drivers: readonly BenchDriver[]
}

/** One driver of a device, with the configuration its schema accepted. */
export interface BenchDriver {
  readonly name: string
  readonly driver: AnyDriver
  readonly config: unknown
  /** Which driver of the device serves a need, by interface; any that can, where nothing is said. */
  readonly needs?: Readonly<Record<string, string>>
}

const roles = ['dut', 'server', 'instrument'] as const
/** What a device is for: only DUTs are chosen when a suite asks for a board. */
export type DeviceRole = (typeof roles)[number]

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const deviceSchema = z.looseObject({
  type: z.string().optional(),
  role: z.enum(roles).default('dut'),
  keepPower: z.boolean().default(false),
  labels: z.record(z.string(), text).default({}),
  drivers: z.record(z.string(), z.looseObject({ type: z.string().optional() })).default({}),
})
const needsSchema = z.record(z.string(), z.string()).optional()
const benchSchema = z.strictObject({
  plugins: z.array(z.string()).default([]),
  devices: z.record(z.string(), z.unknown()),
  hooks: hooksSchema.optional(),
})

/** What reading a bench file gives: the bench, unless there are problems. */
export interface BenchReading {
  readonly bench?: Bench
  readonly problems: readonly Problem[]
  /** What the file says, as plain data; undefined if it cannot be read. */
  readonly content?: unknown
}

/** Reads and checks a bench file; every problem of the file is reported, and nothing is opened. */
export function readBench(file: string, registry: Registry): BenchReading {
  const path = resolve(file)
  const document = new ConfigDocument(path, readText(path))
  const value = document.value()
  const content = value && document.check(benchSchema, value.content ?? {}, [])
  const plugins = pluginsOf(document, content?.plugins ?? [])
  const reader = new BenchReader(document, withPlugins(registry, plugins))
  const devices = Object.entries(content?.devices ?? {}).map(([name, value]) => reader.device(name, value))
  if (document.problems.length > 0) return { problems: document.problems }
  const hooks = content?.hooks === undefined ? {} : { hooks: content.hooks }
  return {
    bench: { file: path, devices, secrets: document.secrets, ...hooks },
    problems: [],
    content: value?.content,
  }
}

/** Like {@link readBench}, for callers that go no further without a bench; throws a SuiteError with every problem. */
export function loadBench(file: string, registry: Registry): Bench {
  return benchOf(readBench(file, registry))
}

/** The bench that was read; throws a SuiteError with every problem if there is none. */
export function benchOf({ bench, problems }: BenchReading): Bench {
  if (bench === undefined)
    throw new SuiteError(
      'bench-invalid',
      formatProblems(problems, (path) => path),
    )
  return bench
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const hint = 'Name an existing file with use.benchFile in playwright.config.ts, or make one: hil init'
    throw new SuiteError('bench-missing', `The bench file ${path} cannot be read.`, { cause, hint })
  }
}

/** The plugins of a bench file that can be loaded; none without the file. For who needs to know their interfaces only. */
export function pluginsOfBenchFile(file: string): readonly Plugin[] {
  const path = resolve(file)
  if (!existsSync(path)) return []
  const document = new ConfigDocument(path, readText(path))
  const content = document.value()?.content as { readonly plugins?: unknown } | undefined
  return Array.isArray(content?.plugins) ? pluginsOf(document, content.plugins.map(String)) : []
}

function pluginsOf(document: ConfigDocument, names: readonly string[]): Plugin[] {
  return names.flatMap((name, index) => {
    const reading = readPlugin(document.file, name)
    if ('plugin' in reading) return [reading.plugin]
    document.report(['plugins', index], { code: 'unusable-plugin', ...reading })
    return []
  })
}

class BenchReader {
  readonly #document: ConfigDocument
  readonly #registry: Registry

  constructor(document: ConfigDocument, registry: Registry) {
    this.#document = document
    this.#registry = registry
  }

  device(name: string, value: unknown): BenchDevice {
    const path = ['devices', name]
    if (!/^[A-Za-z][\w-]*$/.test(name))
      this.#document.report(path, {
        code: 'wrong-name',
        message: `"${name}" is no device name: use letters, digits, - and _.`,
        atKey: true,
      })
    const device = this.#document.check(deviceSchema, value ?? {}, path)
    if (device === undefined) return { name, type: undefined, role: 'dut', labels: {}, drivers: [] }
    const { type, role, labels, drivers, keepPower, ...rest } = device
    const described = { ...this.#typeDrivers(type, rest, path), ...drivers }
    if (type === undefined) this.#refuseKeys(Object.keys(rest), path)
    if (Object.keys(described).length === 0 && type === undefined)
      this.#document.report(path, {
        code: 'no-driver',
        message: `The device "${name}" has neither a type nor drivers.`,
        atKey: true,
      })
    // A driver that the type makes of a key of the same name, such as `console`, is written there.
    const placeOf = (key: string) => (key in rest && !(key in (drivers ?? {})) ? [key] : ['drivers', key])
    const list = Object.entries(described).flatMap(([key, config]) =>
      this.#driver(key, config, [...path, ...placeOf(key)]),
    )
    return { name, type, role, labels, drivers: list, ...(keepPower ? { keepPower } : {}) }
  }

  #typeDrivers(type: string | undefined, config: Record<string, unknown>, path: readonly string[]) {
    if (type === undefined) return {}
    const deviceType = this.#registry.deviceTypes.get(type)
    if (deviceType === undefined) {
      const hint = didYouMean(type, this.#registry.deviceTypes.names)
      this.#document.report([...path, 'type'], {
        code: 'unknown-device-type',
        message: `I do not know the device type "${type}".`,
        hint,
      })
      return {}
    }
    const checked = this.#document.check(deviceType.config, config, path)
    return checked === undefined ? {} : deviceType.drivers(checked)
  }

  #refuseKeys(keys: readonly string[], path: readonly string[]): void {
    for (const key of keys) {
      const hint = didYouMean(key, ['type', 'role', 'keepPower', 'labels', 'drivers'])
      this.#document.report([...path, key], {
        code: 'unknown-key',
        message: `I do not know the key "${key}" here.`,
        hint,
        atKey: true,
      })
    }
  }

  #driver(name: string, value: Readonly<Record<string, unknown>>, path: readonly string[]): BenchDriver[] {
    const { type, needs, ...config } = value
    const driver = typeof type === 'string' ? this.#registry.drivers.get(type) : undefined
    if (driver === undefined) {
      const hint = didYouMean(String(type ?? name), this.#registry.drivers.names)
      const message =
        type === undefined ? `The driver "${name}" has no type.` : `I do not know the driver type "${type}".`
      this.#document.report([...path, 'type'], { code: 'unknown-driver', message, hint })
      return []
    }
    const checked = this.#document.check(driver.config, config, path)
    const chosen = this.#document.check(needsSchema, needs, [...path, 'needs'])
    return checked === undefined ? [] : [{ name, driver, config: checked, ...(chosen && { needs: chosen }) }]
  }
}

/** The folder that relative paths of a bench file start in. */
export function directoryOf(bench: Bench): string {
  return dirname(bench.file)
}

/** The device of that name; a LabError names those that exist. */
export function deviceNamed(bench: Bench, name: string): BenchDevice {
  const device = bench.devices.find((candidate) => candidate.name === name)
  if (device !== undefined) return device
  const hint = didYouMean(
    name,
    bench.devices.map((candidate) => candidate.name),
  )
  throw new LabError(
    'unknown-device',
    `The bench has no device "${name}".`,
    hint === undefined ? {} : { hint },
  )
}
