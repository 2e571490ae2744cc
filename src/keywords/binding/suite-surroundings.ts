import type { Cell } from '../../grammar/tree.ts'
import { CallBinder } from '../calls/bind-call.ts'
import { Boards } from '../calls/boards.ts'
import { DeviceNeeds } from '../checking/device-needs.ts'
import { KnownVariables } from '../checking/known-variables.ts'
import type { ReadFile } from '../imports/read-file.ts'
import { BUILT_IN_NAMES } from '../imports/suite-variables.ts'
import type { KeywordScope } from '../naming/keyword-scope.ts'
import type { StepSurroundings } from '../steps/step-surroundings.ts'

/** What the files of one suite share while they are bound: its keywords, variables, boards and needs. */
export class SuiteSurroundings {
  readonly scope: KeywordScope
  readonly known = new KnownVariables(BUILT_IN_NAMES)
  readonly needs = new DeviceNeeds()
  readonly #boards: Boards

  constructor({ tree, report }: ReadFile, scope: KeywordScope) {
    this.scope = scope
    this.#boards = new Boards(tree.settings, report)
    this.needs.addBoards(this.#boards.selectors)
  }

  /** What calls in a file are bound with. */
  calls({ path, report }: ReadFile): CallBinder {
    return new CallBinder({ file: path, scope: this.scope, report, needs: this.needs, boards: this.#boards })
  }

  /** What the steps of one test or keyword of a file are bound in. */
  steps(file: ReadFile, template?: Cell): StepSurroundings {
    const { path, report } = file
    const known = this.known.inner()
    return { file: path, calls: this.calls(file), report, known, shared: this.known, template }
  }
}
