/** The end of a driver that holds nothing open between two calls. */
export const nothingOpen = { [Symbol.asyncDispose]: async (): Promise<void> => {} }
