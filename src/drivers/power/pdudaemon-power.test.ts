import { describe, expect, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { startPdudaemon } from '../power-lines/trial-pdudaemon.ts'
import { pdudaemonPower } from './pdudaemon-power.ts'

const outlet = (config: object) => ({
  power: { driver: pdudaemonPower, config: { host: '127.0.0.1', ...config } },
})

describe.skipIf(!installed('pdudaemon')).each(['http', 'tcp'] as const)(
  'PDUDaemon that listens by %s',
  (listener) => {
    test('switches an outlet, and refuses a PDU that it does not know', { timeout: 60_000 }, async () => {
      await using daemon = await startPdudaemon(listener)
      const place = { port: daemon.port, listener, timeout: '20 s' }
      await using trial = await openTrialDevice(outlet({ ...place, pdu: 'rack', outlet: 3 }))
      const { power } = trial.device
      await power.on()
      expect(await power.state()).toBe('on')
      await power.off()
      await expect.poll(() => daemon.switched(), { timeout: 20_000 }).toEqual(['3 on', '3 off'])
      await expect(power.current()).rejects.toMatchObject({ code: 'no-meter' })

      const wrong = await openTrialDevice(outlet({ ...place, pdu: 'rock', outlet: 3 }))
      const failure = wrong.device.power.on()
      await expect(failure).rejects.toMatchObject({ code: 'power-failed' })
      await expect(failure).rejects.toThrow(/refused the command.\n.*(500 Invalid request|came: nack)/)
      await expect(wrong[Symbol.asyncDispose]()).rejects.toThrow(/refused/)
    })
  },
)

test.each(['http', 'tcp'])('a daemon that is not there is told, by %s', async (listener) => {
  const trial = await openTrialDevice(outlet({ port: 9, listener, pdu: 'rack', outlet: 1 }))
  await expect(trial.device.power.on()).rejects.toThrow(/127\.0\.0\.1:9.*ECONNREFUSED/)
  await expect(trial[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'close-failed' })
})
