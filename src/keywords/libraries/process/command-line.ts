import { valueError } from '../../conversion/numbers.ts'

/** Arguments as one command line, in quotes where they need it: the rules of Microsoft's C runtime, as in Python. */
export function joinCommandLine(parts: readonly string[]): string {
  return parts.map(quoted).join(' ')
}

function quoted(part: string): string {
  const escaped = part.replace(/(\\*)"/g, '$1$1\\"')
  return part === '' || /[ \t]/.test(part) ? `"${escaped.replace(/(\\+)$/, '$1$1')}"` : escaped
}

/** The arguments of a command line. With `escaping` a backslash takes the meaning from the character after it. */
export function splitCommandLine(command: string, escaping: boolean): string[] {
  const reader = new CommandLineReader(command, escaping)
  return reader.read()
}

class CommandLineReader {
  readonly #command: string
  readonly #escaping: boolean
  readonly #parts: string[] = []
  #part: string | undefined
  #quote = ''

  constructor(command: string, escaping: boolean) {
    this.#command = command
    this.#escaping = escaping
  }

  read(): string[] {
    const characters = [...this.#command]
    for (let at = 0; at < characters.length; at++) {
      const char = characters[at] ?? ''
      if (char === '\\' && this.#escaping) this.#escape(characters[++at])
      else this.#take(char)
    }
    if (this.#quote !== '') throw this.#error('No closing quotation')
    this.#finish()
    return this.#parts
  }

  #take(char: string): void {
    if (this.#quote !== '') {
      if (char === this.#quote) this.#quote = ''
      else this.#add(char)
    } else if (char === '"' || char === "'") {
      this.#quote = char
      this.#add('')
    } else if (/[ \t\r\n]/.test(char)) this.#finish()
    else this.#add(char)
  }

  /** In quotes a backslash escapes only the quote and itself. */
  #escape(char: string | undefined): void {
    if (char === undefined) throw this.#error('No escaped character')
    const isKept = this.#quote !== '' && char !== this.#quote && char !== '\\'
    this.#add(isKept ? `\\${char}` : char)
  }

  #add(text: string): void {
    this.#part = (this.#part ?? '') + text
  }

  #finish(): void {
    if (this.#part !== undefined) this.#parts.push(this.#part)
    this.#part = undefined
  }

  #error(reason: string): Error {
    return valueError(`Parsing '${this.#command}' failed: ${reason}`)
  }
}
