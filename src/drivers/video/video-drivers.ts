import type { AnyDriver } from '../../runtime/driver.ts'
import { ffmpegVideo } from './ffmpeg-video.ts'

/** Drivers that see. */
export const videoDrivers: readonly AnyDriver[] = [ffmpegVideo]
