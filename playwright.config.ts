import { defineConfig } from 'hilwright'

export default defineConfig({
  testDir: 'suites',
})
