/** Times closer together than this share an entry, so that single bytes do not cost one each. */
const RESOLUTION = 1

/** Remembers when the bytes of a stream came, to the millisecond. */
export class TimeIndex {
  #offsets: number[] = []
  #times: number[] = []

  /** Notes that the bytes from `offset` on came at `time` (milliseconds). */
  add(offset: number, time: number): void {
    const last = this.#times[this.#times.length - 1]
    if (last !== undefined && Math.abs(time - last) < RESOLUTION) return
    this.#offsets.push(offset)
    this.#times.push(time)
  }

  /** When the byte at `offset` came; undefined before the first. */
  at(offset: number): number | undefined {
    return this.#times[this.#find(offset)] ?? this.#times[0]
  }

  /** Offset of the first byte after `offset` that came later; infinity if there is none. */
  nextAfter(offset: number): number {
    const next = this.#offsets[this.#find(offset) + 1] ?? Number.POSITIVE_INFINITY
    return next > offset ? next : Number.POSITIVE_INFINITY
  }

  /** Forgets what is only needed for bytes before `start`; costs little when called often. */
  trim(start: number): void {
    if ((this.#offsets[1] ?? Number.POSITIVE_INFINITY) > start) return
    const first = this.#find(start)
    if (first < 1024 && first * 2 < this.#offsets.length) return
    this.#offsets = this.#offsets.slice(first)
    this.#times = this.#times.slice(first)
  }

  #find(offset: number): number {
    let low = 0
    let high = this.#offsets.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#offsets[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
