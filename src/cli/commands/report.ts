import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { startPlaywright } from './run.ts'

/** Serves the HTML report and opens it; runs until it is interrupted. */
export async function openReport(
  folder: string,
  options: { readonly host?: string; readonly port?: string },
): Promise<undefined> {
  const path = resolve(folder)
  if (!existsSync(join(path, 'index.html')))
    throw new SuiteError('report-missing', `There is no report in ${path}.`, {
      hint: 'Run the tests first: hil run',
    })
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  )
  startPlaywright(['show-report', path, ...given])
  return undefined
}
