import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'reporters/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a test waits for may come late on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: '100%',
  },
})
