import { Terminal } from '../../../runtime/operator/terminal.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'

/** What a keyword asks with: the operator's terminal. */
export interface Operator {
  /** Shows a message, and what can be typed; the line that is typed, or undefined if the input was ended. */
  ask(message: string, choice: string): Promise<string | undefined>
  /** The same, with nothing shown of what is typed. */
  askHidden(message: string, choice: string): Promise<string | undefined>
}

/** Asks at the terminal. The time of the test stands still meanwhile, however long the operator takes. */
export async function withOperator<T>(
  keyword: string,
  context: KeywordContext,
  ask: (operator: Operator) => Promise<T>,
): Promise<T> {
  using terminal = Terminal.open(keyword, context.signal)
  using _pause = context.pauseTime()
  const question = (message: string, choice: string) => `\n${message}\n${choice} `
  return await ask({
    ask: (message, choice) => terminal.ask(question(message, choice)),
    askHidden: (message, choice) => terminal.askHidden(question(message, choice)),
  })
}

/** What an answer that was not given fails with, in Robot's words. */
export function given(answer: string | undefined): string {
  if (answer === undefined) throw new Error('No value provided by user.')
  return answer
}
