import { expect, test } from 'vitest'
import { suiteNameOf } from './suite-name.ts'

test.each([
  ['gpio_and_led.hil', 'Gpio And Led'],
  ['suites/02__boot.robot', 'Boot'],
  ['suites/BootROM_checks.hil', 'BootROM checks'],
  ['e2e_über_usb-c.hil', 'E2E Über Usb-C'],
  ['suites/adc.spec.ts', 'Adc'],
  ['suites/v1.2.hil', 'V1.2'],
  ['Outside Of Tests', 'Outside Of Tests'],
])('the suite of %s is called %s', (file, name) => {
  expect(suiteNameOf(file)).toBe(name)
})
