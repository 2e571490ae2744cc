import { z } from 'zod'
import type { ImplementationOf } from '../../runtime/driver.ts'
import type { Interface } from '../../runtime/interface.ts'
import type { SimulatedBoard } from './simulated-board.ts'

/** Where a simulated driver stands. */
export interface Scene {
  /** Name of the device. */
  readonly device: string
  readonly board: SimulatedBoard
  /** Whether the driver itself is to lie: then it takes orders and does not follow them. */
  isLying(): boolean
}

/** How one interface is simulated. What it leaves out answers with plain values of the right form. */
export interface Simulation {
  readonly definition: Interface
  readonly config: z.ZodObject
  /** True if the network of the device lies between it and us. */
  readonly overNetwork: boolean
  /** True if a hung or slow device does not matter to it: it belongs to the bench. */
  readonly ofBench: boolean
  /** True if it lies by itself; orders of others are left undone for it. */
  readonly lies: boolean
  create(config: unknown, scene: Scene): object
}

/** What {@link defineSimulation} takes. */
interface SimulationParts<I extends Interface, Shape extends z.ZodRawShape> {
  readonly config?: Shape
  readonly overNetwork?: true
  readonly ofBench?: true
  readonly lies?: true
  create(config: z.output<z.ZodObject<Shape>>, scene: Scene): Partial<ImplementationOf<I>>
}

/** Defines how an interface is simulated. */
export function defineSimulation<I extends Interface, Shape extends z.ZodRawShape = Record<never, never>>(
  definition: I,
  parts: SimulationParts<I, Shape>,
): Simulation {
  const { config, overNetwork, ofBench, lies, create } = parts
  return {
    definition,
    config: z.strictObject(config ?? {}) as z.ZodObject,
    overNetwork: overNetwork ?? false,
    ofBench: ofBench ?? false,
    lies: lies ?? false,
    create: create as Simulation['create'],
  }
}

/** The simulation of an interface that nobody wrote one for: every member answers with a plain value. */
export function plainSimulation(definition: Interface): Simulation {
  return defineSimulation(definition, { create: () => ({}) })
}
