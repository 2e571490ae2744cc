import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../runtime/free-port.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { programPath } from '../guarded-process/find-program.ts'
import { GuardedProcess } from '../guarded-process/guarded-process.ts'
import { cropPicture, decodePng, encodePng } from '../picture/picture.ts'
import { ffmpegVideo } from './ffmpeg-video.ts'

const ffmpeg = programPath('ffmpeg')
/** Bars that stand still. */
const BARS = 'smptebars=size=320x240:rate=25'
const RED = [255, 0, 0]

const text = (words: string) => `color=white:size=640x120,drawtext=text='${words}':fontsize=48:x=20:y=30`

describe.skipIf(ffmpeg === undefined)('pictures by ffmpeg', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hilwright-video-'))
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  const open = (config: object) => openTrialDevice({ camera: { driver: ffmpegVideo, config } }, folder)
  const colour = async (png: Uint8Array) => [...(await decodePng(png, 'snapshot')).pixels.subarray(0, 3)]

  it('come from a test source, one by one and as a stream', async () => {
    await using trial = await open({ input: BARS, format: 'lavfi' })
    const { width, height } = await decodePng(await trial.device.video.snapshot(), 'snapshot')
    expect([width, height]).toEqual([320, 240])
    const times: number[] = []
    for await (const { time, picture } of trial.device.video.frames({ every: 10 })) {
      expect((await decodePng(picture, 'frame')).width).toBe(320)
      if (times.push(time) === 3) break
    }
    expect(times.toSorted((a, b) => a - b)).toEqual(times)
  })

  it('are compared as a whole, by a part, and wherever a part is', async () => {
    await using trial = await open({ input: BARS, format: 'lavfi' })
    const { video } = trial.device
    const whole = await video.snapshot()
    writeFileSync(join(folder, 'whole.png'), whole)
    const part = cropPicture(await decodePng(whole, 'whole'), { x: 100, y: 150, width: 90, height: 60 })
    writeFileSync(join(folder, 'part.png'), await encodePng(part))
    expect(await video.compare(join(folder, 'whole.png'))).toEqual({
      matches: true,
      difference: 0,
      x: 0,
      y: 0,
    })
    expect(await video.compare(join(folder, 'part.png'))).toEqual({
      matches: true,
      difference: 0,
      x: 100,
      y: 150,
    })
    expect(await video.compare(join(folder, 'part.png'), { region: '0,0,100,100' })).toMatchObject({
      matches: false,
    })
    await expect(video.compare(join(folder, 'whole.png'), { region: '0,0,100,100' })).rejects.toMatchObject({
      code: 'picture-too-large',
    })
    await expect(video.compare(join(folder, 'part.png'), { region: '0,0,999,100' })).rejects.toMatchObject({
      code: 'region-outside',
    })
  })

  it('are waited for; what never comes is told with how far it was', async () => {
    // Red for a second, then bars.
    const input = `color=red:size=320x240:rate=25:duration=1[a];${BARS}[b];[a][b]concat`
    await using bars = await open({ input: BARS, format: 'lavfi' })
    writeFileSync(join(folder, 'bars.png'), await bars.device.video.snapshot())
    await using trial = await open({ input, format: 'lavfi' })
    const { video } = trial.device
    expect(await video.waitForMatch(join(folder, 'bars.png'), { timeout: '20 s' })).toMatchObject({
      matches: true,
    })
    await using red = await open({ input: 'color=red:size=320x240', format: 'lavfi' })
    await expect(
      red.device.video.waitForMatch(join(folder, 'bars.png'), { timeout: '600 ms' }),
    ).rejects.toMatchObject({
      code: 'screen-differs',
      message: expect.stringMatching(
        /did not show .*bars.png within 600 ms: [\d.]+ % of the pixels differ, 1 % may/,
      ),
    })
  })

  it.skipIf(programPath('tesseract') === undefined)('are read, whole and in part', async () => {
    await using trial = await open({ input: text('Update complete'), format: 'lavfi' })
    const { video } = trial.device
    expect(await video.readText()).toBe('Update complete')
    expect(await video.readText({ region: '0,0,200,120' })).toMatch(/^Update?/)
    expect(await video.waitForText('update   COMPLETE', { ignoreCase: true })).toBe('Update complete')
    await expect(video.readText({ language: 'xyz' })).rejects.toMatchObject({ code: 'text-not-read' })
  })

  it('come from an MJPEG stream over HTTP', async () => {
    const jpeg = execFileSync(ffmpeg as string, [
      ...[
        '-loglevel',
        'error',
        '-f',
        'lavfi',
        '-i',
        'color=red:size=160x120',
        '-frames:v',
        '1',
        '-f',
        'mjpeg',
        '-',
      ],
    ])
    const server: Server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=frame' })
      const send = () => {
        response.write(`--frame\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`)
        response.write(jpeg)
        response.write('\r\n')
      }
      const timer = setInterval(send, 50)
      response.on('close', () => clearInterval(timer))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    try {
      await using trial = await open({ input: `http://127.0.0.1:${port}/` })
      const [red, green, blue] = await colour(await trial.device.video.snapshot())
      expect(Math.abs((red as number) - 255) + (green as number) + (blue as number)).toBeLessThan(20)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('come over RTSP', async () => {
    const port = await freePort()
    const url = `rtsp://127.0.0.1:${port}/live`
    await using trial = await open({ input: url, args: ['-rtsp_flags', 'listen'] })
    const snapshot = trial.device.video.snapshot()
    const source = ['-re', '-f', 'lavfi', '-i', 'color=red:size=160x120', '-c:v', 'mjpeg', '-huffman', '0']
    const send = ['-loglevel', 'error', '-nostdin', ...source, '-f', 'rtsp', '-rtsp_transport', 'tcp', url]
    let isOver = false
    const sender = (async () => {
      // The listener needs a moment; a sender that comes too early is refused and tries again.
      while (!isOver) {
        await using process = new GuardedProcess({ program: ffmpeg as string, args: send })
        await Promise.race([process.ended, snapshot])
      }
    })()
    const [red] = await colour(await snapshot)
    isOver = true
    await sender
    expect(red).toBeGreaterThan((RED[0] as number) - 20)
  })

  it('that do not come are told with the words of ffmpeg, or after the patience', async () => {
    await using none = await open({ input: '/dev/video99' })
    await expect(none.device.video.snapshot()).rejects.toMatchObject({
      code: 'video-failed',
      message: expect.stringMatching(
        /^ffmpeg ended for the video of board:\n {2}\| .*video99: No such file/s,
      ),
    })
    const silent = createTcpServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    await using trial = await open({ input: `http://127.0.0.1:${port}/`, patience: '300 ms' })
    await expect(trial.device.video.snapshot()).rejects.toMatchObject({ code: 'video-silent' })
    silent.close()
  })
})
