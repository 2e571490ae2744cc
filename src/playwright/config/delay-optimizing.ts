import { setFlagsFromString } from 'node:v8'

/** Bytes of bytecode that a function runs between two looks at it. */
const DEFAULT_BUDGET = 67_584

/**
 * Makes V8 11, which Node 20 has, optimize functions after four times as much use, as later ones do by themselves. A run
 * of some seconds would otherwise spend a sixth of its processor time on optimizing what is soon over
 * (bench/RESULTS.md); what is used for long is optimized a moment later.
 */
export function delayOptimizing(): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${4 * DEFAULT_BUDGET}`)
}
