import type { Step } from '../../grammar/tree.ts'
import type { Node } from '../interpreter/frame.ts'

/** Binds the steps inside a block. */
export type BindBody = (steps: readonly Step[]) => Node[]
