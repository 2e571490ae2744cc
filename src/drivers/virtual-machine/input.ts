import { sleep } from '../../runtime/deadline.ts'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { hid } from '../../runtime/interfaces/hid.ts'
import { keysOf, strokesOf } from '../keyboard/us-keyboard.ts'
import type { Picture } from '../picture/picture.ts'
import type { VirtualMachine } from './machine.ts'

interface InputEvent {
  readonly type: 'key' | 'btn' | 'abs'
  readonly data: object
}

interface Mouse {
  readonly current: boolean
  readonly absolute: boolean
}

/** QEMU counts a pointer's place from 0 to here, whatever the size of the screen. */
const FULL_SCALE = 0x7fff

/** Keyboard and mouse of the machine. */
export function createInput(
  machine: VirtualMachine,
  capture: (signal: AbortSignal) => Promise<Picture>,
): ImplementationOf<typeof hid> {
  const send = async (events: readonly InputEvent[], { signal }: CallContext) =>
    void (await machine.ask('input-send-event', { events }, { signal }))
  const move = async (x: number, y: number, context: CallContext) => {
    await requireTablet(machine, context.signal)
    const { width, height } = await capture(context.signal)
    await send([axis('x', x, width), axis('y', y, height)], context)
  }
  const press = async (button: string, context: CallContext) => {
    await send([click(button, true)], context)
    await send([click(button, false)], context)
  }
  return {
    type: async ({ text, pause }, context) => {
      for (const { key, shift } of strokesOf(text)) {
        const keys = shift ? ['shift', key] : [key]
        await send(downAndUp(keys), context)
        await sleep(pause, context)
      }
    },
    press: async ({ keys, hold }, context) => {
      const pressed = keysOf(keys)
      await send(
        pressed.map((key) => stroke(key, true)),
        context,
      )
      try {
        await sleep(hold, context)
      } finally {
        const released = pressed.toReversed().map((key) => stroke(key, false))
        await send(released, { signal: AbortSignal.timeout(RELEASE_MS) })
      }
    },
    move: ({ x, y }, context) => move(x, y, context),
    click: async ({ x, y, button, count }, context) => {
      if (x !== undefined && y !== undefined) await move(x, y, context)
      for (let time = 0; time < count; time++) await press(button, context)
    },
    scroll: async ({ steps }, context) => {
      const wheel = steps < 0 ? 'wheel-up' : 'wheel-down'
      for (let step = 0; step < Math.abs(steps); step++) await press(wheel, context)
    },
  }
}

/** No key stays down because a test gave up. */
const RELEASE_MS = 2000

/** All keys down in order, and up the other way round. */
function downAndUp(keys: readonly string[]): InputEvent[] {
  return [...keys.map((key) => stroke(key, true)), ...keys.toReversed().map((key) => stroke(key, false))]
}

function stroke(key: string, down: boolean): InputEvent {
  return { type: 'key', data: { down, key: { type: 'qcode', data: key } } }
}

function click(button: string, down: boolean): InputEvent {
  return { type: 'btn', data: { down, button } }
}

function axis(name: 'x' | 'y', place: number, size: number): InputEvent {
  const value = Math.round((Math.min(place, size - 1) * FULL_SCALE) / Math.max(1, size - 1))
  return { type: 'abs', data: { axis: name, value } }
}

/** A mouse only knows how far it moved; a place on the screen needs a tablet. */
async function requireTablet(machine: VirtualMachine, signal: AbortSignal): Promise<void> {
  const mice = (await machine.ask('query-mice', {}, { signal })) as readonly Mouse[]
  if (mice.some(({ absolute }) => absolute)) return
  const message = `${machine.device} has no pointer that can be put at a place of the screen.`
  throw new SuiteError('no-tablet', message, {
    device: machine.device,
    hint: 'Give it one in the bench file: args: [-usb, -device, usb-tablet]',
  })
}
