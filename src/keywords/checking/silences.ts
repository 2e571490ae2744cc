import type { FileDiagnostic } from '../../grammar/diagnostic.ts'

/** The part of a file that a silence needs. */
interface SourceText {
  readonly path: string
  readonly text: string
}

/** A comment such as `# hil: allow unused-keyword — kept for the lab`. */
interface Silence {
  readonly line: number
  readonly column: number
  readonly excerpt: string
  readonly codes: readonly string[]
  readonly reason: string
  /** The lines it holds for: all of the file, its own, or the next one with anything on it. */
  readonly lines: 'all' | readonly number[]
}

/** The comments of files that silence problems, and which of them did. */
export class Silences {
  readonly #files = new Map<string, readonly Silence[]>()
  readonly #used = new Set<Silence>()

  constructor(files: Iterable<SourceText>) {
    for (const { path, text } of files) {
      const found = readSilences(text)
      if (found.length > 0) this.#files.set(path, found)
    }
  }

  /** The problems that no comment silences. */
  filter<P extends { file: string; line: number; code: string }>(problems: readonly P[]): readonly P[] {
    if (this.#files.size === 0) return problems
    return problems.filter((problem) => {
      const silences = this.#files.get(problem.file)?.filter((silence) => covers(silence, problem)) ?? []
      for (const silence of silences) this.#used.add(silence)
      return silences.length === 0
    })
  }

  /** Comments that give no reason. */
  withoutReason(): FileDiagnostic[] {
    return this.#remarks(({ reason }) => reason === '', {
      code: 'silence-without-reason',
      message: 'This comment silences a problem, but does not say why.',
      hint: 'Write the reason behind the code: # hil: allow CODE — the reason',
    })
  }

  /** Comments that silenced nothing. */
  unused(): FileDiagnostic[] {
    return this.#remarks((silence) => !this.#used.has(silence), {
      code: 'silence-unused',
      message: 'This comment silences a problem that is not there.',
      hint: 'Remove it, or put it on the line of the problem, on the line above, or above the first section.',
    })
  }

  /** Every silence, as `FILE:LINE`. */
  keys(): string[] {
    return [...this.#files].flatMap(([file, silences]) => silences.map(({ line }) => `${file}:${line}`))
  }

  #remarks(
    wanted: (silence: Silence) => boolean,
    remark: Pick<FileDiagnostic, 'code' | 'message' | 'hint'>,
  ): FileDiagnostic[] {
    return [...this.#files].flatMap(([file, silences]) =>
      silences.filter(wanted).map(({ line, column, excerpt }) => {
        const place = { file, line, column, endColumn: excerpt.trimEnd().length + 1, excerpt }
        return { ...remark, ...place, severity: 'warning' as const }
      }),
    )
  }
}

function covers({ lines, codes }: Silence, { line, code }: { line: number; code: string }): boolean {
  return codes.includes(code) && (lines === 'all' || lines.includes(line))
}

function readSilences(text: string): Silence[] {
  if (!text.includes('hil: allow')) return []
  const lines = text.split(/\r\n|\r|\n/)
  const header = lines.findIndex((line) => line.startsWith('*'))
  return lines.flatMap((excerpt, index) => {
    const match = COMMENT.exec(excerpt)
    if (match === null) return []
    const [, lead = '', codes = '', reason = ''] = match
    const alone = lead.trim() === ''
    const inHeader = alone && (header === -1 || index < header)
    return [
      {
        line: index + 1,
        column: lead.length + 1,
        excerpt,
        codes: codes.split(/\s*,\s*/),
        reason: reason.trim(),
        lines: inHeader ? 'all' : alone ? [index + 1, nextWritten(lines, index)] : [index + 1],
      } as const,
    ]
  })
}

/** The number of the next line that is neither empty nor a comment. */
function nextWritten(lines: readonly string[], index: number): number {
  const next = lines.findIndex((line, at) => at > index && !/^\s*(#|$)/.test(line))
  return next + 1
}

const COMMENT =
  /^(|.*?(?:\s{2,}|\t)| )# *hil: allow +([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?:(?:—|–|--|-|:)\s*(.*))?$/
