import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { hashFile } from '../../runtime/files/hash-file.ts'
import { refuseBlockMap } from '../../runtime/files/refuse-block-map.ts'
import { FlashFeed } from '../../runtime/flash-feed.ts'
import type { storage } from '../../runtime/interfaces/storage.ts'
import { imageCorrupt, imageNotFound } from '../images/image-error.ts'
import { type CommandLine, commandWords, type FlashTool, type ToolValues } from './flash-tool.ts'
import { failed, runTool, type ToolRun } from './run-tool.ts'
import { followProgress } from './tool-progress.ts'

/** A tool, and what it is called with. */
export interface ToolStorageOptions {
  readonly tool: FlashTool
  readonly values: ToolValues
  readonly directory: string
  readonly timeout: number
  readonly patience: number
}

interface ImageFacts {
  readonly image: string
  readonly bytes: number
  readonly sha256: string
}

/** What a command-line tool writes as a storage. */
export function createToolStorage(options: ToolStorageOptions): ImplementationOf<typeof storage> {
  const feed = new FlashFeed()
  const { tool } = options
  const run = async (line: CommandLine, facts: ImageFacts, { signal }: CallContext) => {
    const started = toolRun(options, line, { image: facts.image }, signal)
    const end = await runTool({ ...started, heard: followProgress(tool, feed, facts.bytes) })
    checkEnd(tool, started, end)
  }
  return {
    flash: async ({ image, bmap }, context) => {
      refuseBlockMap(bmap)
      const facts = await factsOf(resolve(options.directory, image), context.signal)
      return feed.during(async () => {
        await run(tool.flash, facts, context)
        if (tool.verify !== undefined) await run(tool.verify, facts, context)
        return { bytes: facts.bytes, sha256: facts.sha256 }
      })
    },
    verify: async ({ image, bmap }, context) => {
      refuseBlockMap(bmap)
      const line = given(tool, 'verify')
      const facts = await factsOf(resolve(options.directory, image), context.signal)
      await feed.during(() => run(line, facts, context))
      return { bytes: facts.bytes, sha256: facts.sha256 }
    },
    read: (part, { signal }) => readByTool(options, part, signal),
    progress: (_, context) => feed.states(context),
  }
}

async function readByTool(
  options: ToolStorageOptions,
  { offset, length }: { readonly offset: number; readonly length: number | undefined },
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { tool } = options
  const line = given(tool, 'read')
  const folder = await mkdtemp(join(tmpdir(), 'hilwright-read-'))
  try {
    const output = join(folder, 'memory.bin')
    const started = toolRun(options, line, { output, offset, length }, signal)
    const end = await runTool(started)
    const bytes = await readFile(output).catch(() => undefined)
    if (end.exitCode !== 0 || bytes === undefined)
      throw failed(started, `${tool.program} read nothing (exit code ${end.exitCode})`, end.output)
    return new Uint8Array(bytes)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function toolRun(
  { tool, values, directory, timeout, patience }: ToolStorageOptions,
  line: CommandLine,
  more: ToolValues,
  signal: AbortSignal,
): ToolRun {
  const words = commandWords(line, { ...values, ...more })
  return { program: tool.program, words, directory, timeout, patience, missing: tool.missing, signal }
}

/** Whatever the exit code: output that means failure, or lacks what means success, is a failure. */
function checkEnd(
  tool: FlashTool,
  run: ToolRun,
  { exitCode, output }: Awaited<ReturnType<typeof runTool>>,
): void {
  const matches = (pattern: string) => new RegExp(pattern, 'm').test(output)
  if (exitCode !== 0)
    throw failed(
      run,
      `${run.program} ${exitCode === undefined ? 'was killed' : `failed with exit code ${exitCode}`}`,
      output,
    )
  const bad = tool.failed.find(matches)
  if (bad !== undefined)
    throw failed(run, `${run.program} ended as if all were well, but said /${bad}/`, output)
  if (tool.done !== undefined && !matches(tool.done))
    throw failed(run, `${run.program} ended as if all were well, but never said /${tool.done}/`, output)
}

function given(tool: FlashTool, action: 'verify' | 'read'): CommandLine {
  const line = tool[action]
  if (line !== undefined) return line
  const message = `${tool.program} is not known to ${action === 'verify' ? 'compare an image' : 'read memory'}.`
  throw new SuiteError('tool-cannot', message, {
    hint: `Another driver type can, or flash-tool with ${action}: in the bench file.`,
  })
}

async function factsOf(image: string, signal: AbortSignal): Promise<ImageFacts> {
  const handle = await open(image).catch((cause) => {
    throw imageNotFound(image, cause)
  })
  try {
    const { size } = await handle.stat()
    if (size === 0) throw imageCorrupt(image, 'it is empty')
    return { image, bytes: size, sha256: await hashFile(handle, { signal }) }
  } finally {
    await handle.close()
  }
}
