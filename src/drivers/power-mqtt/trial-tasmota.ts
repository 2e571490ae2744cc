import { connectAsync } from 'mqtt'

/** A Tasmota device of a test: a client of the broker that does what the commands of its topic say. */
export interface TrialTasmota extends AsyncDisposable {
  readonly on: Set<string>
  fault: 'stuck' | 'silent' | undefined
}

/** Connects a device with two relays, the second of which has no meter of its own. */
export async function startTasmota(broker: string, topic: string): Promise<TrialTasmota> {
  const will = { topic: `tele/${topic}/LWT`, payload: Buffer.from('Offline'), qos: 1 as const, retain: true }
  const client = await connectAsync(broker, { will })
  const device: TrialTasmota = {
    on: new Set(),
    fault: undefined,
    // Without a good-bye, so that the broker tells its last will.
    [Symbol.asyncDispose]: async () => {
      client.stream.destroy()
      await client.endAsync(true).catch(() => {})
    },
  }
  const say = (end: string, text: string) => void client.publishAsync(`stat/${topic}/${end}`, text)
  client.on('message', (full, payload) => {
    const command = full.split('/').at(-1) ?? ''
    if (device.fault === 'silent') return
    if (command === 'STATUS')
      say('STATUS8', JSON.stringify({ StatusSNS: { ENERGY: { Voltage: 230, Current: [0.25, 0.5] } } }))
    const [, relay] = /^POWER(\d)$/.exec(command) ?? []
    if (relay === undefined) return
    if (device.fault !== 'stuck') switchRelay(device.on, relay, payload.toString())
    const state = device.on.has(relay) ? 'ON' : 'OFF'
    say('RESULT', JSON.stringify({ [`POWER${relay}`]: state }))
    say(`POWER${relay}`, state)
  })
  await client.subscribeAsync(`cmnd/${topic}/+`)
  await client.publishAsync(will.topic, 'Online', { qos: 1, retain: true })
  return device
}

function switchRelay(on: Set<string>, relay: string, payload: string): void {
  if (payload === 'ON') on.add(relay)
  else if (payload === 'OFF') on.delete(relay)
}
