/** Takes the exit code of the command that ran; undefined if the process ends by itself later. */
export type SetExitCode = (code: number | undefined) => void
