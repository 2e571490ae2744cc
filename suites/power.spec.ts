import { expect, test } from 'hilwright'

test.describe('power', () => {
  test.afterEach(async ({ dut }) => {
    await dut.power.off()
  })

  test('a board that is off draws nothing', { tag: '@smoke' }, async ({ dut }) => {
    await dut.power.off()
    expect(await dut.power.state()).toBe('off')
    expect(await dut.power.current()).toBe(0)
  })

  test('readings follow the load', async ({ dut }) => {
    await dut.power.on()
    await dut.console.readUntil('Press any key')
    const readings: number[] = []
    for await (const { voltage, current } of dut.power.readings({ every: '20 ms' })) {
      expect(voltage).toBeCloseTo(5, 1)
      readings.push(current)
      if (readings.length === 3) break
    }
    expect(Math.min(...readings)).toBeGreaterThan(0)
  })

  test('a power cycle starts the firmware again', async ({ dut }) => {
    await dut.power.on()
    await dut.console.readUntil('boot complete')
    await dut.power.cycle({ offTime: '100 ms' })
    const log = await dut.console.readUntil('boot complete')
    expect(log).toContain('Reset cause: power-on')
  })
})
