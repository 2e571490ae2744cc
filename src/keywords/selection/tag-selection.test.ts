import { describe, expect, it } from 'vitest'
import { parseTagPattern } from './tag-pattern.ts'
import { NO_TAGS, TagSelection } from './tag-selection.ts'

describe('a pattern of tags', () => {
  it.each([
    ['smoke', ['Smoke'], true],
    ['smoke', ['smoke test'], false],
    ['smoke_test', ['Smoke Test'], true],
    ['rail-*', ['rail-3v3'], true],
    ['rail-?', ['rail-10'], false],
    ['a AND b', ['a', 'b'], true],
    ['a AND b', ['a'], false],
    ['a&b', ['a', 'b'], true],
    ['aANDb', ['a'], false],
    ['a OR b', ['b'], true],
    ['a OR b AND c', ['b'], false],
    ['a NOT b', ['a'], true],
    ['a NOT b', ['a', 'b'], false],
    ['NOT b', ['a'], true],
    ['a NOT b NOT c', ['a', 'c'], false],
    ['x* AND y NOT z', ['x1', 'y'], true],
    ['NOTE', ['NOTE'], true],
    ['ANDROID', ['android'], true],
  ])('%s on %j: %s', (pattern, tags, expected) => {
    expect(parseTagPattern(pattern).matches(tags)).toBe(expected)
  })
})

describe('a selection', () => {
  const selection = new TagSelection({
    include: ['a*', 'b'],
    exclude: ['slow'],
    skip: ['hw', 'x AND y'],
    skipOnFailure: ['flaky'],
  })

  it('includes what one pattern includes and none excludes', () => {
    expect(selection.includes(['a1'])).toBe(true)
    expect(selection.includes(['c'])).toBe(false)
    expect(selection.includes(['b', 'slow'])).toBe(false)
    expect(selection.includes(['b', 'Robot: Exclude'])).toBe(false)
    expect(new TagSelection(NO_TAGS).includes([])).toBe(true)
  })

  it('skips by patterns and by the reserved tag', () => {
    expect(selection.skipReason(['a'])).toBeUndefined()
    expect(selection.skipReason(['HW'])).toBe("Test skipped using 'hw' and 'x AND y' tag patterns.")
    expect(selection.skipReason(['robot:skip'])).toBe("Test skipped using 'robot:skip' tag.")
  })

  it('skips what failed by patterns and by the reserved tag', () => {
    expect(selection.skippedFailure(['a'], 'Why')).toBeUndefined()
    expect(selection.skippedFailure(['flaky'], 'Why')).toBe(
      "Failed test skipped using 'flaky' tag.\n\nOriginal failure:\nWhy",
    )
    expect(selection.skippedFailure(['robot:skip-on-failure', 'flaky'], 'Why')).toBe(
      "Failed test skipped using 'robot:skip-on-failure' tag.\n\nOriginal failure:\nWhy",
    )
  })
})
