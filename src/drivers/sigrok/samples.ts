/** How often each channel changed, from samples of as few bytes as the channels need. */
export function edgesOf(samples: Uint8Array, channels: readonly string[]): Record<string, number> {
  const size = Math.ceil(channels.length / 8)
  const counts = new Array<number>(channels.length).fill(0)
  for (let at = size; at < samples.length; at++) {
    const changed = (samples[at] ?? 0) ^ (samples[at - size] ?? 0)
    if (changed === 0) continue
    const first = (at % size) * 8
    for (let bit = 0; bit < 8 && first + bit < counts.length; bit++)
      counts[first + bit] = (counts[first + bit] ?? 0) + ((changed >> bit) & 1)
  }
  return Object.fromEntries(channels.map((channel, index) => [channel, counts[index] ?? 0]))
}
