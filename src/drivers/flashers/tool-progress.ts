import type { FlashFeed } from '../../runtime/flash-feed.ts'
import type { FlashTool } from './flash-tool.ts'

/** A bar of so many characters is full. */
const BAR = 50

/** Tells from what a tool says how far an image of so many bytes is. */
export function followProgress(tool: FlashTool, feed: FlashFeed, length: number): (line: string) => void {
  const patterns = tool.progress.map(({ step, pattern }) => ({ step, pattern: new RegExp(pattern) }))
  return (line) => {
    for (const { step, pattern } of patterns) {
      const share = shareIn(pattern.exec(line)?.groups)
      if (share !== undefined) feed.tell(step, Math.round(Math.min(1, share) * length), length)
    }
  }
}

function shareIn(groups: Readonly<Record<string, string | undefined>> | undefined): number | undefined {
  if (groups === undefined) return undefined
  const { percent, done, total, bar } = groups
  if (percent !== undefined) return Number(percent) / 100
  if (done !== undefined && total !== undefined) return Number(done) / Number(total)
  return bar === undefined ? undefined : bar.length / BAR
}
