import { sleep } from '../../runtime/deadline.ts'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import type { gpio } from '../../runtime/interfaces/gpio.ts'

type Gpio = ImplementationOf<typeof gpio>

/** A pulse made of driving and letting go; whatever ends it, the pin is let go. */
export function pulseBy({ drive, release }: Pick<Gpio, 'drive' | 'release'>): Gpio['pulse'] {
  return async ({ pin, level, time }, context: CallContext) => {
    await drive({ pin, level }, context)
    try {
      await sleep(time, { signal: context.signal })
    } finally {
      await release({ pin }, { signal: AbortSignal.timeout(LET_GO_MS) })
    }
  }
}

/** Letting go happens also when the pulse was given up. */
const LET_GO_MS = 5000
