/** Names of the logic channels, as `sigrok-cli --show` lists them. */
export function logicChannels(shown: string): string[] {
  const group = /^\s+Logic: channels (.+)$/m.exec(shown)?.[1]
  const all = /^.+ - .+ with \d+ channels?: (.+)$/m.exec(shown)?.[1]
  return (group ?? all ?? '').split(' ').filter((name) => name !== '')
}
