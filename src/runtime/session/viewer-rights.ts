import { formatTarget, type StreamListener, type Target } from '../connection.ts'
import { LabError } from '../errors.ts'
import type { CallMember, ItemsMember } from '../interface.ts'
import type { DeviceStream } from './device-stream.ts'
import type { Rights } from './local-connection.ts'
import type { OpenDevice } from './open-device.ts'

/** The rights of a client that only looks on: it reads what others use, and changes nothing. */
export class ViewerRights implements Rights {
  readonly #session: { opened(name: string): Promise<OpenDevice | undefined> }

  constructor(session: { opened(name: string): Promise<OpenDevice | undefined> }) {
    this.#session = session
  }

  async device(name: string): Promise<OpenDevice> {
    const device = await this.#session.opened(name)
    if (device === undefined) throw benchIdle(name)
    return device
  }

  checkCall(target: Target, member: CallMember | ItemsMember): void {
    if (member.readOnly !== true) throw readOnly(`call ${formatTarget(target)}`)
  }

  checkWrite(target: Target): void {
    throw readOnly(`write to ${formatTarget(target)}`)
  }

  listen(stream: DeviceStream, listener: StreamListener, window?: number) {
    return stream.view(listener, window)
  }
}

/** The error for a viewer that would change something. */
export function readOnly(what: string): LabError {
  const message = `A viewer looks on only, and may not ${what}.`
  return new LabError('read-only', message, { hint: 'Connect as one who uses the bench.' })
}

/** The error for a viewer of what nobody uses. */
export function benchIdle(device?: string): LabError {
  const what = device === undefined ? 'the bench' : `the device "${device}"`
  return new LabError(
    'bench-idle',
    `Nobody uses ${what} now, so it is closed, and there is nothing to see.`,
    {
      hint: 'Look on while a test runs.',
    },
  )
}
