import type { Duplex } from 'node:stream'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import type { DoorOptions } from '../doors/door-options.ts'
import { findAbility, findDevice } from '../doors/find-target.ts'
import { holdDevice } from '../doors/hold-device.ts'
import { onInterrupt } from '../doors/interrupted.ts'
import { openBench } from '../doors/open-bench.ts'
import { powerOn } from '../doors/power-on.ts'
import { untilInterrupted } from '../doors/until-interrupted.ts'
import { joinStream } from '../forward/join-stream.ts'
import type { Terminal } from '../terminal.ts'
import { openScreenServer } from './screen-server.ts'

/** Whose screen is shown, and where. */
export interface ScreenCommand extends DoorOptions {
  readonly target: string
  /** Port on this machine; any free one if left out. */
  readonly port?: string
  /** Supply power first. */
  readonly power?: boolean
}

/** Bytes of the screen that may be under way to a browser that is slow. */
const WINDOW = 262_144

/** Shows the screen of a device in a browser until Ctrl-C. Returns the exit code. */
export async function showScreen(command: ScreenCommand, terminal: Terminal): Promise<number> {
  const port = parsePort(command.port)
  using signal = onInterrupt()
  await using connection = await openBench(command, terminal)
  const device = findDevice(command.target, connection.description)
  const named = command.target.slice(device.name.length + 1)
  const { ability } = findAbility(device, named === '' ? 'vnc' : named)
  await holdDevice(connection, device.name, { signal })
  if (command.power) await powerOn(device.name, connection)
  const target = { device: device.name, ability, member: 'connect' }
  const serve = (browser: Duplex) =>
    void joinStream(browser, (listener) =>
      connection.openStream(target, listener, { window: WINDOW, params: {} }),
    ).catch((error: unknown) => {
      if (!connection.lost?.aborted) terminal.stderr.write(`${messageOf(error)}\n`)
      browser.destroy()
    })
  await using server = await openScreenServer({ name: device.name, port, serve })
  terminal.stdout.write(`The screen of ${device.name}: ${server.url}\n`)
  return await untilInterrupted(connection, signal)
}

function parsePort(text = '0'): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new SuiteError('wrong-argument', `"${text}" is no port.`, { hint: 'Write a number up to 65535.' })
}
