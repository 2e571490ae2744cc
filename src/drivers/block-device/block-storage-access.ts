import { resolve } from 'node:path'
import { sleep, withDeadline } from '../../runtime/deadline.ts'
import type { CallContext, ImplementationOf, NeededAbilities } from '../../runtime/driver.ts'
import { NO_FILE } from '../../runtime/files/file-parameter.ts'
import { FlashFeed } from '../../runtime/flash-feed.ts'
import type { storage } from '../../runtime/interfaces/storage.ts'
import type { BlockMap } from '../bmap/block-map.ts'
import { mapOfImage } from '../bmap/map-of-image.ts'
import { openImage } from '../images/image-source.ts'
import { atHost } from './card-at-host.ts'
import { imageTooLarge, inspectMedium, Medium, type MediumFacts, refuseUsedMedium } from './medium.ts'
import { readMedium } from './read-medium.ts'
import { storageBusy } from './storage-error.ts'
import {
  compareMedium,
  endsEarly,
  measureImage,
  type Transfer,
  type Transferred,
  writeImage,
} from './transfer.ts'

/** Where images go, and how. */
export interface BlockStorageOptions {
  readonly device: string
  readonly directory: string
  readonly path: string
  readonly size?: number | undefined
  readonly verify: boolean
  readonly check: 'size' | 'whole'
  /** How long to wait for the device behind a mux, in milliseconds. */
  readonly appears: number
}

interface ImageParameters {
  readonly image: string
  readonly bmap: string | undefined
}

/** A block device or file as a storage; a card behind a mux comes to the bench for each call, and goes back. */
export function createBlockStorage(
  options: BlockStorageOptions,
  mux: NeededAbilities['mux'] | undefined,
): ImplementationOf<typeof storage> {
  const access = new BlockStorageAccess(options, mux)
  return {
    flash: (params, context) => access.flash(params, context),
    verify: (params, context) => access.verify(params, context),
    read: (params, context) => access.read(params, context),
    progress: (_, context) => access.feed.states(context),
  }
}

class BlockStorageAccess {
  readonly feed = new FlashFeed()
  readonly #options: BlockStorageOptions
  readonly #mux: NeededAbilities['mux'] | undefined
  #busy = false

  constructor(options: BlockStorageOptions, mux: NeededAbilities['mux'] | undefined) {
    this.#options = options
    this.#mux = mux
  }

  flash(params: ImageParameters, context: CallContext) {
    return this.#alone(context, async () => {
      const map = await this.#map(params)
      const facts = await this.#medium(context.signal)
      await refuseUsedMedium(facts)
      await this.#checkFits(params, { map, facts, signal: context.signal })
      await using transfer = await this.#transfer(params, map, context.signal)
      await using medium = await Medium.open(facts, 'write')
      const written = await writeImage(transfer, medium)
      if (this.#options.verify) await compareMedium(medium, written, transfer)
      return flashed(written, map)
    })
  }

  verify(params: ImageParameters, context: CallContext) {
    return this.#alone(context, async () => {
      const map = await this.#map(params)
      await using medium = await Medium.open(await this.#medium(context.signal), 'read')
      await using transfer = await this.#transfer(params, map, context.signal)
      const expected = await measureImage(transfer)
      const last = expected.pieces.at(-1)
      const end = last === undefined ? 0 : last.offset + last.length
      if (end > medium.facts.capacity) throw imageTooLarge(params.image, end, medium.facts)
      if (end > medium.facts.size) throw endsEarly(medium.facts, params.image, end)
      await compareMedium(medium, expected, transfer)
      return flashed(expected, map)
    })
  }

  read({ offset, length }: { offset: number; length: number | undefined }, context: CallContext) {
    return this.#alone(context, async () => {
      await using medium = await Medium.open(await this.#medium(context.signal), 'read')
      return await readMedium(medium, { offset, length, signal: context.signal })
    })
  }

  /** One call at a time, with the card at the bench. */
  async #alone<T>({ signal }: CallContext, work: () => Promise<T>): Promise<T> {
    if (this.#busy) throw storageBusy(this.#options.path, ['another call writes or reads it'])
    this.#busy = true
    try {
      return await atHost(this.#mux, signal, () => this.feed.during(work))
    } finally {
      this.#busy = false
    }
  }

  async #map({ image, bmap }: ImageParameters): Promise<BlockMap | undefined> {
    const from = (path: string) => resolve(this.#options.directory, path)
    const map = await mapOfImage(from(image), bmap === undefined || bmap === NO_FILE ? bmap : from(bmap))
    this.feed.useMap(map?.name)
    return map
  }

  /** The storage; one behind a mux takes a while to show up. */
  async #medium(signal: AbortSignal): Promise<MediumFacts> {
    const { path, size, appears } = this.#options
    if (this.#mux === undefined) return inspectMedium(path, size)
    using deadline = withDeadline(appears, signal, `waiting for ${path}`)
    for (;;) {
      try {
        return await inspectMedium(path, size)
      } catch (error) {
        await sleep(100, deadline).catch(() => {
          throw signal.aborted ? signal.reason : error
        })
      }
    }
  }

  async #transfer(
    { image }: ImageParameters,
    map: BlockMap | undefined,
    signal: AbortSignal,
  ): Promise<Transfer & AsyncDisposable> {
    const source = await openImage(resolve(this.#options.directory, image), signal)
    const mapped = map?.ranges.reduce((sum, { start, end }) => sum + end - start, 0)
    const close = () => source[Symbol.asyncDispose]()
    const length = mapped ?? source.size
    return { source, map, length, feed: this.feed, signal, [Symbol.asyncDispose]: close }
  }

  /** Nothing is written of an image that does not fit, even if all of it must be unpacked to know its size. */
  async #checkFits(params: ImageParameters, { map, facts, signal }: Fitting): Promise<void> {
    await using transfer = await this.#transfer(params, map, signal)
    const { size: stated, compression, file } = transfer.source
    const isBounded = Number.isFinite(facts.capacity)
    const mustRead =
      compression !== undefined &&
      (this.#options.check === 'whole' || (isBounded && stated === undefined && map === undefined))
    const bytes = mustRead ? (await measureImage(transfer)).bytes : stated
    const size = map?.imageSize ?? bytes ?? 0
    if (size > facts.capacity) throw imageTooLarge(file, size, facts)
  }
}

function flashed({ bytes, sha256 }: Transferred, map: BlockMap | undefined) {
  return { bytes, sha256, ...(map === undefined ? {} : { bmap: map.name }) }
}

interface Fitting {
  readonly map: BlockMap | undefined
  readonly facts: MediumFacts
  readonly signal: AbortSignal
}
