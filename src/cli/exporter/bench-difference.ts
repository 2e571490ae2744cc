/** What differs between two contents of a bench file, a line each: names of devices and keys, and no values. */
export function benchDifference(before: unknown, after: unknown): string[] {
  const [old, now] = [objectOf(before), objectOf(after)]
  const devices = [objectOf(old.devices), objectOf(now.devices)] as const
  const others = changedPaths({ ...old, devices: undefined }, { ...now, devices: undefined })
  return [
    ...namesOf(...devices).flatMap((name) => deviceLine(name, devices)),
    ...others.map((path) => `~ ${path}`),
  ]
}

type Content = Readonly<Record<string, unknown>>

function deviceLine(name: string, [before, after]: readonly [Content, Content]): string[] {
  if (!(name in before)) return [`+ ${name}`]
  if (!(name in after)) return [`- ${name}`]
  const paths = changedPaths(before[name], after[name])
  return paths.length === 0 ? [] : [`~ ${name}: ${paths.map((path) => path || 'everything').join(', ')}`]
}

/** Paths of the keys whose values differ, the deepest that do. */
function changedPaths(before: unknown, after: unknown): string[] {
  if (!isObject(before) || !isObject(after)) return isEqual(before, after) ? [] : ['']
  return namesOf(before, after).flatMap((key) =>
    changedPaths(before[key], after[key]).map((path) => (path === '' ? key : `${key}.${path}`)),
  )
}

function isEqual(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

function namesOf(before: Content, after: Content): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
}

function objectOf(value: unknown): Content {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
