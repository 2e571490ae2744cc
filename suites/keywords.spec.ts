import { expect, test } from 'hilwright'

test('keywords and fixtures speak to the same board', async ({ dut, keywords }) => {
  await keywords.call('Power On')
  const log = await keywords.call('Read Serial Until', 'boot complete', 'timeout=10 s')
  expect(log).toContain('Hilwright Widget')
  expect(await dut.power.state()).toBe('on')
  await keywords.call('Power Off')
})

test('the bench tells what it has', async ({ bench, devices }) => {
  const [board] = bench.devices
  expect(board?.labels).toEqual({ vendor: 'acme', model: 'widget-v2' })
  expect(board?.abilities.map((ability) => ability.interface)).toContain('power')
  expect(devices.board?.offers('gpio')).toBe(true)
})

test('noise on the line is seen, and ends', async ({ dut }) => {
  await dut.power.off()
  await dut.faults.uartNoise(0.2, { seed: 7 })
  await dut.power.on()
  const noisy = await dut.console.readUntilQuiet({ quiet: '300 ms' })
  expect(noisy.length).toBeGreaterThan(50)
  expect(noisy).not.toContain('Hilwright Widget 2')
  await dut.faults.uartNoise(0)
  await dut.power.cycle({ offTime: '100 ms' })
  expect(await dut.console.readUntil('boot complete')).toContain('Hilwright Widget')
  await dut.power.off()
})
