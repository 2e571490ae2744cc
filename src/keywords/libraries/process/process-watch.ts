import { type ChildProcess, spawn } from 'node:child_process'

/*
 * Ends the processes of a worker that died before it could. It reads from a pipe which processes there are; when the
 * pipe closes it ends them. After `leave` the suite goes on in another worker: then it waits for the runner's end.
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
[ -z "\${groups# }" ] && exit
for id in $groups; do kill -TERM -- "-$id" 2>/dev/null; done
sleep 2
for id in $groups; do kill -KILL -- "-$id" 2>/dev/null; done
`

let watch: ChildProcess | undefined

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
  watch?.stdin?.write(`${line}\n`)
}

function start(): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined
  const started = spawn('/bin/sh', ['-c', SCRIPT, 'hilwright-watch', String(process.ppid)], {
    ...{ detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  })
  started.on('error', () => {})
  started.stdin?.on('error', () => {})
  started.unref()
  const pipe = started.stdin as unknown as { unref?(): void } | null
  pipe?.unref?.()
  return started
}
