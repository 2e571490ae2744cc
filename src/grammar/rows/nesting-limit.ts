/** Blocks nest at most this deep; what is deeper is refused, so that no reader of the tree can run out of stack. */
export const DEEPEST_NESTING = 200
