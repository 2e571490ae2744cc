// What the figures were measured on.
import { cpus, loadavg, platform, release, totalmem } from 'node:os'

/** One line: processor, cores, memory, system, Node, and how busy the machine is. */
export function machineFacts() {
  const [first] = cpus()
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`
  const load = loadavg()[0].toFixed(2)
  return [
    `${first?.model ?? 'unknown processor'}, ${cpus().length} cores, ${memory}`,
    `${platform()} ${release()}`,
    `Node ${process.versions.node}`,
    `load ${load}`,
    new Date().toISOString().slice(0, 10),
  ].join(' · ')
}

/** What stands beside a title if others keep the machine busy: times are worth little then. Our own work counts too. */
export function loadWarning() {
  const [load] = loadavg()
  const limit = cpus().length * 0.75
  return load > limit ? `   [the machine is busy: load ${load.toFixed(2)}, so read ratios, not times]` : ''
}
