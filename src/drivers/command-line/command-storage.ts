import { open, readFile } from 'node:fs/promises'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, messageOf, SuiteError } from '../../runtime/errors.ts'
import { hashFile } from '../../runtime/files/hash-file.ts'
import type { storage } from '../../runtime/interfaces/storage.ts'
import type { CommandMembers, CommandsByMember } from './command-members.ts'
import { FlashProgress } from './flash-progress.ts'
import type { CommandPlace } from './run-command-line.ts'

type Storage = ImplementationOf<typeof storage>
type Image = Parameters<Storage['flash']>[0]

/**
 * Flashing by commands. What was flashed is verified where a command verifies or reads back; otherwise the exit code of
 * the command alone tells.
 */
export function commandStorage(
  members: CommandMembers,
  commands: CommandsByMember,
  place: CommandPlace,
): Storage {
  const progress = new FlashProgress()
  const parts = { members, commands, device: place.device, progress }
  return {
    ...(members.implementation() as unknown as Storage),
    flash: (image, context) => followed(progress, () => flash(parts, image, context)),
    verify: (image, context) =>
      followed(progress, async () => {
        const whole = await measure(members.file(image.image), context)
        await compare(parts, { image, whole }, context)
        return whole
      }),
    progress: (_, { signal }) => progress.follow(signal),
  }
}

interface StorageParts {
  readonly members: CommandMembers
  readonly commands: CommandsByMember
  readonly device: string
  readonly progress: FlashProgress
}

interface Measured {
  readonly bytes: number
  readonly sha256: string
}

async function followed<T>(progress: FlashProgress, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    progress.end()
  }
}

async function flash(parts: StorageParts, image: Image, context: CallContext): Promise<Measured> {
  const { members, commands, progress } = parts
  const whole = await measure(members.file(image.image), context)
  const heard = progress.begin('write', whole.bytes, commands.flash?.progress)
  await members.execute('flash', image, { signal: context.signal, heard })
  if (commands.verify !== undefined || commands.read !== undefined)
    await compare(parts, { image, whole }, context)
  return whole
}

/** By the command that verifies; by reading back where there is none. */
async function compare(
  { members, commands, device, progress }: StorageParts,
  { image, whole }: { readonly image: Image; readonly whole: Measured },
  context: CallContext,
): Promise<void> {
  const heard = progress.begin('verify', whole.bytes, commands.verify?.progress)
  if (commands.verify !== undefined || commands.read === undefined) {
    await members.execute('verify', image, { signal: context.signal, heard }).catch((cause) => {
      throw isFailure(cause) ? differs(device, image.image, messageOf(cause), cause) : cause
    })
    return
  }
  const range = { offset: 0, length: whole.bytes }
  const { stdout } = await members.execute('read', range, { signal: context.signal, heard })
  const expected = await readFile(members.file(image.image))
  const at = expected.findIndex((byte, index) => byte !== stdout[index])
  if (at >= 0) throw differs(device, image.image, `The first byte that differs is at ${at}.`)
}

function isFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'command-failed'
}

function differs(device: string, image: string, why: string, cause?: unknown): DeviceError {
  const message = `${device}: what is in its memory differs from ${image}. ${why}`
  return new DeviceError('verify-failed', message, { device, cause, hint: 'Flash the image again.' })
}

async function measure(path: string, { signal }: CallContext): Promise<Measured> {
  const handle = await open(path).catch((cause) => {
    throw new SuiteError('file-not-found', `Cannot read ${path}: ${messageOf(cause)}`, { cause })
  })
  try {
    return { bytes: (await handle.stat()).size, sha256: await hashFile(handle, { signal }) }
  } finally {
    await handle.close()
  }
}
