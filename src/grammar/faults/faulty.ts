/**
 * What Robot Framework says when a run reaches a step that cannot be read, in its words, since suites compare them.
 * A suite with such a step does not start from the command line: there the diagnostics speak.
 */
export type Faults = readonly string[]

/** A step with its faults, if it has any. */
export function withFaults<Step extends object>(step: Step, faults: Faults): Step & { faults?: Faults } {
  return faults.length === 0 ? step : { ...step, faults }
}
