import type { Ended, Project, Running } from './project.ts'

/** An exporter of a project's bench. */
export interface Exported {
  readonly exporter: Running
  readonly url: string
  /** What clients need in their environment to find its token. */
  readonly state: NodeJS.ProcessEnv
  /** What it said when it began. */
  readonly said: string
  /** Asks it to end, and waits for it. */
  end(): Promise<Ended>
}

/** Starts the exporter of a project's bench, and waits until it answers. */
export async function exported(
  project: Project,
  options: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Exported> {
  const state = { XDG_STATE_HOME: `${project.folder}/state`, ...env }
  const exporter = project.hil(['exporter', 'serve', '--listen', '127.0.0.1:0', ...options], state)
  const said = await exporter.says('Clients show the token in')
  return {
    ...{ exporter, state, said, url: /ws:\S+/.exec(said)?.[0] ?? '' },
    end: () => {
      exporter.signal('SIGTERM', 'process')
      return exporter
    },
  }
}
