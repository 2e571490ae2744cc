import { expect, test } from 'vitest'
import { DEVICE_TYPE_FILES, DRIVER_FILES } from './driver-files.ts'
import { everyDeviceType, everyDriver } from './every-driver.ts'

/** What a file exports, alone or in lists, that has this type. */
async function exportedBy(file: string, type: string): Promise<unknown[]> {
  const exported: unknown[] = Object.values(await import(new URL(`${file}.ts`, import.meta.url).href)).flat()
  return exported.filter(
    (one) => typeof one === 'object' && one !== null && 'type' in one && one.type === type,
  )
}

test('the lists name every driver and device type, and no others', () => {
  expect(Object.keys(DRIVER_FILES).sort()).toEqual(everyDriver.map(({ type }) => type).sort())
  expect(Object.keys(DEVICE_TYPE_FILES).sort()).toEqual(everyDeviceType.map(({ type }) => type).sort())
})

test.each(everyDriver)('the driver $type is in its file', async (driver) => {
  expect(await exportedBy(DRIVER_FILES[driver.type] ?? '', driver.type)).toContain(driver)
})

test.each(everyDeviceType)('the device type $type is in its file', async (deviceType) => {
  expect(await exportedBy(DEVICE_TYPE_FILES[deviceType.type] ?? '', deviceType.type)).toContain(deviceType)
})
