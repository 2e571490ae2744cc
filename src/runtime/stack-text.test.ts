import { expect, test } from 'vitest'
import { DeviceError } from './errors.ts'
import { stackText } from './stack-text.ts'

/** As Playwright reads a stack. */
const FRAME =
  /^(?:\s*at )?(?:(new) )?(?:(.*?) \()?(?:eval at ([^ ]+) \((.+?):(\d+):(\d+)\), )?(?:(.+?):(\d+):(\d+)|(native))(\)?)$/

test.each(['now 12:34:56', '  | eth0 52:54:00:12:34:56', 'a (x:1:2)', 'native', '  at home:1:2'])(
  'the line %s is no place in code',
  (line) => {
    expect(line).toMatch(FRAME)
    for (const one of stackText(`${line}\nand more\n${line}`).split('\n')) expect(one).not.toMatch(FRAME)
  },
)

test('the stack of an error has the places of code alone', () => {
  const error = new DeviceError('trial', 'it said:\n  | 12:34:56', { hint: 'at 1:2:3' })
  const frames = error.stack?.split('\n').filter((line) => FRAME.test(line)) ?? []
  expect(frames.every((line) => line.startsWith('    at '))).toBe(true)
  expect(frames[0]).toContain('stack-text.test.ts')
  expect(error.message).toBe('it said:\n  | 12:34:56\n  at 1:2:3')
})
