import type { Setting } from '../tree.ts'
import type { SettingReader } from './setting-reader.ts'

/** Builds a row of the settings section; one that is wrong becomes a setting named `error`, so that nothing is lost. */
export function buildSetting(row: number, reader: SettingReader): Setting {
  const setting = reader.read(row)
  if (setting) return setting
  const [cell, ...values] = reader.cells(row)
  return { name: 'error', cell: cell ?? { text: '', line: 1, column: 1 }, values }
}
