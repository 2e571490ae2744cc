/** Exit codes, the same in every mode. */
export const EXIT = { passed: 0, failed: 1, usage: 2, lab: 3, interrupted: 130 } as const
