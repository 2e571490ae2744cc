/** Sentences for keywords of Process, by their names. */
export const PROCESS_PHRASES: Readonly<Record<string, readonly string[]>> = {
  'Run Process': ['Run program {command} [with {arguments*}] [within {timeout}]'],
  'Start Process': ['Start program {command} [with {arguments*}] [as {alias}]'],
  'Wait For Process': ['Wait for program {handle} [within {timeout}]'],
  'Terminate Process': ['Stop program {handle}'],
  'Process Should Be Running': ['Program {handle} should be running'],
  'Process Should Be Stopped': ['Program {handle} should be stopped'],
}
