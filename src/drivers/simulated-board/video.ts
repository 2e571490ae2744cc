import { video } from '../../runtime/interfaces/video.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** A black picture of one pixel, as PNG. */
const BLACK =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADAgH/p9h2IgAAAABJRU5ErkJggg=='

/** A display that stays black. */
export const simulatedVideo = defineSimulation(video, {
  create: () => ({ snapshot: () => new Uint8Array(Buffer.from(BLACK, 'base64')) }),
})
