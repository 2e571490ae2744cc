import { resolve } from 'node:path'
import { z } from 'zod'
import type { Connection, Target } from '../../runtime/connection.ts'
import { isUrl } from '../../runtime/fetching/fetch-file.ts'
import { NO_FILE } from '../../runtime/files/file-parameter.ts'
import { flashState } from '../../runtime/interfaces/storage.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { DoorOptions } from '../doors/door-options.ts'
import { findAbility, findDevice } from '../doors/find-target.ts'
import { holdDevice } from '../doors/hold-device.ts'
import { onInterrupt } from '../doors/interrupted.ts'
import { openBench } from '../doors/open-bench.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { FlashProgress, type FlashStep } from './flash-progress.ts'
import { formatBytes } from './format-bytes.ts'

/** What is flashed where. */
export interface FlashCommand extends DoorOptions {
  readonly device: string
  /** A path of this machine, or a URL. */
  readonly file: string
  /** The name of the storage. */
  readonly storage: string
  readonly sha256?: string
  /** A path of this machine, a URL, or `none`. */
  readonly bmap?: string
}

/** Writes an image to a device and says what was written. Returns the exit code; rejects if it was not. */
export async function flashDevice(command: FlashCommand, terminal: Terminal): Promise<number> {
  using signal = onInterrupt()
  await using connection = await openBench(command, terminal)
  const { device, ability } = findAbility(findDevice(command.device, connection.description), command.storage)
  const target = { device: device.name, ability, member: 'flash' }
  using progress = new FlashProgress(device.name, terminal.stderr)
  const start = performance.now()
  try {
    await holdDevice(connection, device.name, { signal })
    const result = await flash(connection, target, { command, signal, progress })
    progress.clear()
    const took = formatDuration(performance.now() - start)
    terminal.stdout.write(`Flashed ${device.name} in ${took}${result.success ? written(result.data) : ''}\n`)
    return EXIT.passed
  } catch (error) {
    progress.clear()
    if (!signal.aborted) throw error
    terminal.stderr.write(`Interrupted: ${progress.left}\n`)
    return EXIT.interrupted
  }
}

interface Flashing {
  readonly command: FlashCommand
  readonly signal: AbortSignal
  readonly progress: FlashProgress
}

const RESULT = z.object({ bytes: z.number(), sha256: z.string(), bmap: z.string().optional() })

function written({ bytes, sha256, bmap }: z.output<typeof RESULT>): string {
  return `, ${formatBytes(bytes)}${bmap === undefined ? '' : ` by ${bmap}`}, SHA-256 ${sha256}`
}

async function flash(connection: Connection, target: Target, { command, signal, progress }: Flashing) {
  const { file, sha256, bmap } = command
  const image = isUrl(file) ? file : resolve(file)
  const params = {
    image,
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(bmap === undefined ? {} : { bmap: bmap === NO_FILE || isUrl(bmap) ? bmap : resolve(bmap) }),
  }
  using watching = watchStorage(connection, target, { file, signal, progress })
  const calling = { signal, progress: (one: FlashStep) => progress.show(one) }
  const result = await connection.call(target, params, calling)
  watching[Symbol.dispose]()
  return RESULT.safeParse(result)
}

/** Shows what the storage says about its progress, until disposed; a storage that says nothing is no mistake. */
function watchStorage(
  connection: Connection,
  target: Target,
  { file, signal, progress }: Omit<Flashing, 'command'> & { readonly file: string },
): Disposable {
  const over = new AbortController()
  const watch = async () => {
    const waiting = { signal: AbortSignal.any([signal, over.signal]) }
    for await (const item of connection.items({ ...target, member: 'progress' }, {}, waiting)) {
      const state = flashState.safeParse(item)
      if (over.signal.aborted) return
      if (state.success && state.data.step !== 'idle')
        progress.show({ ...state.data, step: state.data.step, file })
    }
  }
  watch().catch(() => {})
  return { [Symbol.dispose]: () => over.abort() }
}
