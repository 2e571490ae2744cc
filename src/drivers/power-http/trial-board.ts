import { onTestFinished } from 'vitest'
import type { Device } from '../../runtime/device/device.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { httpPower } from '../power/http-power.ts'
import { type PduRules, startPdu, type TrialPdu } from './trial-pdu.ts'

/** Starts a PDU for as long as the test runs. */
export async function pduOf(rules: PduRules): Promise<TrialPdu> {
  const pdu = await startPdu(rules)
  onTestFinished(() => pdu[Symbol.asyncDispose]())
  return pdu
}

/** Opens a board whose power comes from a PDU, for as long as the test runs. */
export async function boardAt(pdu: TrialPdu, config: object): Promise<Device> {
  const trial = await openTrialDevice({ power: { driver: httpPower, config: { url: pdu.url, ...config } } })
  onTestFinished(async () => {
    pdu.fault = undefined // what is wrong with the PDU is over when the session cuts the power
    await trial[Symbol.asyncDispose]()
  })
  return trial.device
}
