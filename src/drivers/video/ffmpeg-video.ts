import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { video } from '../../runtime/interfaces/video.ts'
import { duration } from '../../runtime/units.ts'
import { VideoSource } from '../ffmpeg/video-source.ts'
import { findProgram } from '../guarded-process/find-program.ts'
import { createVideo } from '../picture/watched-screen.ts'

const config = z.strictObject({
  input: z
    .string()
    .describe(
      'What ffmpeg reads: /dev/video0, rtsp://host/path, http://host/stream.mjpg, testsrc=size=320x240.',
    ),
  format: z
    .string()
    .optional()
    .describe(
      'Its format, where ffmpeg cannot tell: v4l2, mjpeg, lavfi for a test source. /dev/video… is v4l2.',
    ),
  args: z
    .array(z.string())
    .default([])
    .describe(
      'Further arguments of ffmpeg for the input, such as -video_size 1280x720 or -rtsp_transport tcp.',
    ),
  rate: z.number().positive().max(60).default(5).describe('Pictures a second.'),
  patience: duration().default(15_000).describe('How long to wait for a picture.'),
})

/** A camera, a frame grabber or a stream in the network: all that ffmpeg reads. */
export const ffmpegVideo = defineDriver({
  type: 'ffmpeg-video',
  doc: 'Pictures of a camera or frame grabber (V4L2), an RTSP or MJPEG stream, or a test source, by the installed ffmpeg.',
  testedAgainst:
    "Debian's ffmpeg with its test source, an RTSP stream of another ffmpeg, and an MJPEG server of our own",
  provides: [video],
  config,
  open: async ({ rate, patience, ...source }, { device, directory }) => {
    const program = findProgram({ program: 'ffmpeg', package: 'ffmpeg', device })
    const pictures = new VideoSource({ device, program, rate, patience, input: inputOf(source) })
    return {
      video: createVideo({ device, directory, capture: (signal) => pictures.capture(signal) }),
      [Symbol.asyncDispose]: () => pictures[Symbol.asyncDispose](),
    }
  },
})

function inputOf({
  input,
  format,
  args,
}: Pick<z.output<typeof config>, 'input' | 'format' | 'args'>): string[] {
  const kind = format ?? (input.startsWith('/dev/video') ? 'v4l2' : undefined)
  // What is made on the fly comes as fast as it can otherwise.
  const pace = kind === 'lavfi' ? ['-re'] : []
  return [...pace, ...args, ...(kind === undefined ? [] : ['-f', kind]), '-i', input]
}
