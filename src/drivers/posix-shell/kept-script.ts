import { randomBytes } from 'node:crypto'

/** A kept shell reads a byte at a time: a longer script is quicker in a shell of its own. */
const LONGEST_SCRIPT = 16_384
/**
 * The line in which a script tells its process number: right in a kept shell too, whose group it runs in. It also shows
 * that a script has begun, so that one without it is not for a kept shell.
 */
const TELLS_PID = /^echo \S+\$\$\n/
/** What a shell answers about itself, and a subshell of a kept one would answer otherwise. */
const OWN = /\$\$|\$\{\$|\b(BASHPID|BASH_SUBSHELL|SECONDS)\b|\0/

/** Whether a script does the same in a subshell of a kept shell as in a shell of its own. */
export function suitsKeptShell(script: string): boolean {
  const [first] = TELLS_PID.exec(script) ?? []
  return first !== undefined && script.length <= LONGEST_SCRIPT && !OWN.test(script.slice(first.length))
}

/**
 * What the user's own shell runs to be kept: it reads scripts, one a line, and runs each in a subshell. All stands in
 * one line, so that the lines of a script are counted as in a shell of its own.
 *
 * A process that a script leaves behind may hold its output, which is not over then. To notice it, the subshell gets
 * the reading end of a pipe (7) that nobody writes to: as long as a write to it (8) does not fail, somebody is left. The
 * shell ends then, so that the output ends where that of a shell of its own does.
 */
export const KEPT_SHELL = [
  [
    'exec 8<<.',
    '[ -p /proc/self/fd/8 ] || { _hil=${TMPDIR:-/tmp}/.hilwright-$$; mkfifo -m 600 "$_hil" && exec 8<>"$_hil"; rm -f "$_hil"; }',
    'exec 8>/proc/self/fd/8 || exit',
    '( echo >&8 ) 7</proc/self/fd/8 || exit',
    // Only a group of its own can be sent signals.
    'kill -0 -$$ || exit',
    "_hiln=$(printf '\\n_')",
    '_hiln=${_hiln%_}',
    'IFS= read -r _hilt',
    'while IFS= read -r _hil; do eval "_hil=$_hil"',
    '( eval "unset _hil _hilc _hiln _hilt BASH_EXECUTION_STRING; $_hil" ) 7</proc/self/fd/8 2>&9 8>&- 9>&- </dev/null',
    '_hilc=$?',
    "trap '' PIPE",
    'echo >&8 && _hilc=$_hilc-',
    'trap - PIPE',
    'echo "$_hilt$_hilc" >&9',
    'echo "$_hilt$_hilc"',
    'case $_hilc in *-) exit; esac',
    'done 9>&2 2>/dev/null',
  ].join('; '),
  '_',
  '.',
  '',
].join('\n')

/** A text that no command can know, behind which a kept shell tells how a command ended. */
export function newMark(): string {
  return `\x1e${randomBytes(16).toString('hex')}`
}

/** A script as the line that a kept shell reads. */
export function keptLine(script: string): string {
  const lines = script.split('\n').map((line) => `'${line.replaceAll("'", `'\\''`)}'`)
  return `${lines.join('$_hiln')}\n`
}

const EVERY_BYTE = Array.from({ length: 0xff }, (_, index) => String.fromCharCode(index + 1)).join('')

/** A command that shows whether a kept shell does as it should, and what must come of it. */
export const TRIAL = {
  command: `printf %s '${EVERY_BYTE.replace("'", `'\\''`)}'; printf err >&2; exit 7`,
  stdout: EVERY_BYTE,
  stderr: 'err',
  exitCode: 7,
}
