import { spi } from '../../runtime/interfaces/spi.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** An SPI bus whose lines are joined: what is sent comes back. */
export const simulatedSpi = defineSimulation(spi, {
  ofBench: true,
  create: () => ({ transfer: ({ data }) => new Uint8Array(data) }),
})
