import type { Duplex } from 'node:stream'

const RETURN = '\r'
const BELL = '\x07'

/** A slcan adapter in the hands of a test, at the end of a pty or socket, with the rules of the protocol. */
export class TrialAdapter {
  /** Every command that came. */
  readonly heard: string[] = []
  /** What the bus says to a frame of the tester, as adapters write it: `t7E8…`. */
  onFrame: ((line: string) => readonly string[]) | undefined
  /** False while no other node acknowledges: frames are refused. */
  acknowledges = true
  readonly #stream: Duplex
  #rate: string | undefined
  #state: 'closed' | 'open' | 'listening' = 'closed'

  constructor(stream: Duplex) {
    this.#stream = stream
    let rest = ''
    stream.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split(RETURN)
      rest = lines.pop() ?? ''
      const answers = lines.map((line) => this.#command(line)).join('')
      if (answers !== '') stream.write(answers)
    })
  }

  /** Frames that come from the bus, while the adapter is open. */
  deliver(...lines: readonly string[]): void {
    if (this.#state !== 'closed') this.#stream.write(lines.map((line) => line + RETURN).join(''))
  }

  #command(line: string): string {
    this.heard.push(line)
    if (/^[tTrR]/.test(line)) return this.#frame(line)
    if (line === 'C') return this.#change('closed', this.#state !== 'closed')
    if (line === 'O' || line === 'L')
      return this.#change(
        line === 'O' ? 'open' : 'listening',
        this.#state === 'closed' && this.#rate !== undefined,
      )
    if (!/^S[0-8]$/.test(line) || this.#state !== 'closed') return BELL
    this.#rate = line
    return RETURN
  }

  #change(state: 'closed' | 'open' | 'listening', allowed: boolean): string {
    if (allowed) this.#state = state
    return allowed ? RETURN : BELL
  }

  #frame(line: string): string {
    if (this.#state !== 'open' || !this.acknowledges) return BELL
    const answer = /^[tr]/.test(line) ? `z${RETURN}` : `Z${RETURN}`
    return answer + (this.onFrame?.(line) ?? []).map((frame) => frame + RETURN).join('')
  }
}
