import { randomUUID } from 'node:crypto'

/**
 * Keeps folder and variables of commands that each have a shell of their own: in files on the device, which the
 * commands after them read.
 */
export class KeptSurroundings {
  readonly #file = `/tmp/.hilwright-${randomUUID()}`
  #used = false

  /** Lines before a command, with which it finds what was kept, and keeps what it leaves if it should. */
  lines(keep: boolean): readonly string[] | undefined {
    const found = this.#used
      ? [`if [ -r ${this.#file} ]; then . ${this.#file}; cd -- "$(cat ${this.#file}.cwd)"; fi`]
      : []
    if (!keep) return found.length === 0 ? undefined : found
    this.#used = true
    const leave = `trap '_hil=$?; (umask 077; pwd >${this.#file}.cwd; export -p >${this.#file}) 2>/dev/null; exit $_hil' EXIT`
    return [...found, leave, 'set -a']
  }

  /** The command that removes the files; undefined if there are none. */
  get removal(): string | undefined {
    return this.#used ? `rm -f ${this.#file} ${this.#file}.cwd` : undefined
  }
}
