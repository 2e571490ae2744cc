import type { Cell } from '../../grammar/tree.ts'
import { cellArgument } from '../arguments/argument-cell.ts'
import type { Report } from '../binding/report.ts'
import { DeviceNeeds } from '../checking/device-needs.ts'
import { reportGluedVariable, reportUnknownKeyword } from '../checking/unknown-keyword.ts'
import { DynamicCallNode } from '../interpreter/call-node.ts'
import type { Node } from '../interpreter/frame.ts'
import type { UserMatch } from '../naming/file-keywords.ts'
import { noKeyword } from '../naming/no-keyword.ts'
import type { LibraryMatch } from '../naming/several-found.ts'
import { sentenceArguments } from '../sentences/sentence-arguments.ts'
import { type Scopes, searchOrderOf } from '../variables/scope.ts'
import { bindBoardCall } from './board-call.ts'
import { checkSentenceNames } from './call-conditions.ts'
import { CallNames, type NameSurroundings } from './call-names.ts'
import { type CallRequest, stepOf } from './call-request.ts'
import { failing } from './failing-call.ts'
import { LateCalls } from './late-calls.ts'
import { bindLibraryCall } from './library-call.ts'
import { bindUserCall } from './user-call.ts'

/** Where calls are bound. */
export interface CallSurroundings extends NameSurroundings {
  readonly report: Report
  readonly needs: DeviceNeeds
}

/** Binds calls in one file: names to keywords, arguments to their values; mistakes go to the report. */
export class CallBinder {
  /** What the cells of the file would call. */
  readonly names: CallNames
  readonly #in: CallSurroundings
  readonly #late: LateCalls

  constructor(surroundings: CallSurroundings) {
    this.#in = surroundings
    this.names = new CallNames(surroundings)
    this.#late = new LateCalls({
      scope: surroundings.scope,
      names: this.names,
      bindOrdered: (request, order, report) =>
        new CallBinder({ ...surroundings, report, needs: new DeviceNeeds(), order }).bind(request),
    })
  }

  bind(request: CallRequest): Node {
    const found = this.names.find(request.name.text)
    if (found === undefined) return this.#bindOwnForm(request) ?? this.#bindUnknown(request)
    if (found.open === true && this.#in.scope.searchOrderChanges && this.#in.order === undefined)
      return new DynamicCallNode(
        stepOf(request, this.#in.file),
        ({ scopes }) => this.#bindOrdered(request, scopes),
        request.targets,
      )
    return found.kind === 'several'
      ? this.#refuseSeveral(request.name, found.message)
      : this.#bindKeyword(found, request)
  }

  /** A call whose keyword and arguments are values that are known only now. */
  bindValues(name: string, values: readonly unknown[], at: Cell, scopes?: Scopes): Node {
    return this.#late.bindValues(name, values, at, scopes)
  }

  /** A sentence, or a step of a board. */
  #bindOwnForm(request: CallRequest): Node | undefined {
    const { name, args, known } = request
    const { boards, scope, report } = this.#in
    const sentence = this.names.sentence(name.text, known)
    if (sentence === undefined) {
      const { phrases } = scope.catalogue
      const surroundings = { boards, names: this.names, phrases, report }
      return bindBoardCall(request, surroundings, (step) => this.bind(step))
    }
    const { keyword } = sentence
    const own = sentenceArguments(sentence, name)
    checkSentenceNames(keyword, { args: own, known }, report)
    return this.#bindKeyword({ kind: 'library', keyword }, { ...request, args: [...own, ...args] })
  }

  #bindKeyword(found: LibraryMatch | UserMatch, request: CallRequest): Node {
    const { file, report, needs } = this.#in
    needs.add({ file, name: request.name, args: request.args, found })
    if (found.kind === 'user') return bindUserCall(found, request, { file, report })
    const calls = { bind: (inner: CallRequest) => this.bind(inner), late: this.#late }
    return bindLibraryCall(found.keyword, request, { file, report, calls })
  }

  /** A name with a variable, or of a keyword that is imported while the suite runs, is bound then. */
  #bindUnknown(request: CallRequest): Node {
    const { name, args, targets } = request
    const { file, scope, report, needs, order } = this.#in
    const holdsVariable = /[$@&%]\{/.test(name.text)
    const comesLater = scope.importsLater && order === undefined
    if (holdsVariable && !comesLater) reportGluedVariable(name, scope, report)
    if (!comesLater && !holdsVariable) {
      reportUnknownKeyword(name, scope, report)
      return failing(noKeyword(name.text, scope))
    }
    needs.add({ file, name, args, found: undefined })
    const cells = [cellArgument(name), ...args]
    return new DynamicCallNode(
      stepOf(request, file),
      ({ scopes }) => this.#late.bindCells(cells, scopes, name),
      targets,
    )
  }

  /** A call for which the search order decides. */
  #bindOrdered(request: CallRequest, scopes: Scopes): Node {
    const binder = new CallBinder({ ...this.#in, order: searchOrderOf(scopes) })
    return binder.bind({ ...request, targets: [] })
  }

  #refuseSeveral(name: Cell, message: string): Node {
    const hint = 'Write the name of the library or resource file and a dot before it.'
    this.#in.report.add(name, { code: 'several-keywords', message, hint })
    return failing(message)
  }
}
