import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/*
 * Ends the processes of a worker that died before it could. It reads from a pipe which processes there are; when the
 * pipe closes it ends them and removes their files. After `leave` the suite goes on in another worker: then it waits
 * for the runner's end.
 */
const SCRIPT = `trap '' INT TERM HUP
groups=' '
while read -r word id; do
  case $word in
    add) groups="$groups$id ";;
    drop) groups="\${groups%%" $id "*} \${groups#*" $id "}";;
    leave) while kill -0 "$1" 2>/dev/null; do sleep 1; done;;
  esac
done
[ -z "\${groups# }" ] && exec rm -rf -- "$2"
for id in $groups; do kill -TERM -- "-$id" 2>/dev/null; done
sleep 2
for id in $groups; do kill -KILL -- "-$id" 2>/dev/null; done
rm -rf -- "$2"
`

let watch: { readonly child: ChildProcess; readonly folder: string } | undefined

/** A folder for the files of processes; it is removed when this process has ended. */
export function watchedFolder(): string {
  watch ??= start()
  return watch.folder
}

/** From now on the process group ends with this process, however this one ends. */
export function watchGroup(pid: number): void {
  tell(`add ${pid}`)
}

/** The group has ended. */
export function unwatchGroup(pid: number): void {
  if (watch !== undefined) tell(`drop ${pid}`)
}

/** The groups are to live on when this process ends, until the one that started it does. */
export function leaveWatch(): void {
  if (watch !== undefined) tell('leave')
}

function tell(line: string): void {
  watch ??= start()
  watch.child.stdin?.write(`${line}\n`)
}

function start() {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-processes-'))
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'hilwright-watch', String(process.ppid), folder], {
    ...{ detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  })
  child.on('error', () => {}) // Windows has none: there a worker that is killed leaves its processes
  child.stdin?.on('error', () => {})
  child.unref()
  if (child.stdin instanceof Socket) child.stdin.unref()
  return { child, folder }
}
