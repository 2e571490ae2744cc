import { WatchedLcds } from '../character-lcd/watched-lcds.ts'
import { Board } from './board.ts'
import { CYCLES_PER_MS } from './core.ts'
import { Pace } from './pace.ts'
import type { Pin } from './pins.ts'
import type { BoardRequests, BoardStart, Report, Request, RequestName } from './protocol.ts'

type Handlers = {
  readonly [Name in RequestName]: (
    params: BoardRequests[Name]['params'],
    respond: (answer: BoardRequests[Name]['answer']) => void,
  ) => void
}

/** Runs a board: answers requests, and reports bytes and edges as they come. */
export class BoardService {
  readonly #board: Board
  readonly #pace: Pace
  readonly #report: (report: Report) => void
  readonly #watchers = new Map<string, number>()
  readonly #lcds = new WatchedLcds()
  readonly #handlers: Handlers
  #bytes: number[] = []

  constructor(start: BoardStart, report: (report: Report) => void) {
    this.#report = report
    this.#board = new Board(start.electrics, {
      received: (byte) => this.#bytes.push(byte),
      levelChanged: (pin, high, time) => this.#levelChanged(pin, high, time),
    })
    this.#board.flash.set(start.flash)
    this.#pace = new Pace(this.#board, start.pace, () => this.#flush())
    this.#handlers = this.#createHandlers(this.#board)
  }

  /** Carries out a request at the present device time. */
  handle({ id, name, params }: Request): void {
    this.#pace.catchUp()
    const respond = (answer: unknown) => {
      this.#flush()
      this.#report({ kind: 'answer', id, answer })
    }
    // A request's params belong to its name by construction; TypeScript cannot follow that through the index.
    const handler = this.#handlers[name] as (params: unknown, respond: (answer: unknown) => void) => void
    handler(params, respond)
    this.#pace.stimulate()
  }

  #createHandlers(board: Board): Handlers {
    return {
      ...this.#supplyHandlers(board),
      ...memoryHandlers(board),
      ...this.#pinHandlers(board),
      ...faultHandlers(board),
      ...lcdHandlers(board, this.#lcds),
    }
  }

  #supplyHandlers(board: Board): Pick<Handlers, 'powerOn' | 'powerOff' | 'supply'> {
    return {
      powerOn: (_, respond) => {
        if (!board.on) {
          board.powerOn()
          this.#pace.start()
        }
        respond(undefined)
      },
      powerOff: (_, respond) => {
        board.powerOff()
        respond(undefined)
      },
      supply: (_, respond) => respond({ on: board.on, voltage: board.supply, current: board.current() }),
    }
  }

  #pinHandlers(board: Board): Pick<Handlers, 'level' | 'volts' | 'apply' | 'watch' | 'unwatch'> {
    return {
      level: (pin, respond) => respond(board.nodes.level(pin)),
      volts: (node, respond) => respond(board.nodes.volts(node)),
      apply: ({ node, volts }, respond) => {
        board.nodes.apply(node, volts)
        respond(undefined)
      },
      watch: (pin, respond) => {
        this.#watch(pin, 1)
        respond(board.now / CYCLES_PER_MS)
      },
      unwatch: (pin, respond) => {
        this.#watch(pin, -1)
        respond(undefined)
      },
    }
  }

  /** Several may watch one pin: it is reported until the last has gone. */
  #watch(pin: string, more: 1 | -1): void {
    this.#watchers.set(pin, (this.#watchers.get(pin) ?? 0) + more)
  }

  #levelChanged(pin: Pin, high: boolean, time: number): void {
    if ((this.#watchers.get(pin.name) ?? 0) === 0) return
    this.#report({ kind: 'edge', pin: pin.name, edge: high ? 'rising' : 'falling', time })
  }

  #flush(): void {
    if (this.#bytes.length > 0) this.#report({ kind: 'bytes', bytes: Uint8Array.from(this.#bytes) })
    this.#bytes = []
    const time = this.#board.now / CYCLES_PER_MS
    this.#lcds.report((lcd, face) => this.#report({ kind: 'lcd', lcd, face, time }))
  }
}

function memoryHandlers(board: Board): Pick<Handlers, 'program' | 'readFlash' | 'send'> {
  return {
    program: (image, respond) => {
      board.program(image)
      respond(board.flash.slice())
    },
    readFlash: (_, respond) => respond(board.flash.slice()),
    send: (bytes, respond) => {
      if (board.on) board.line.send(bytes, () => respond(true))
      else respond(false)
    },
  }
}

function faultHandlers(
  board: Board,
): Pick<Handlers, 'sag' | 'restoreSupply' | 'hang' | 'bootLoop' | 'noise'> {
  return {
    sag: ({ volts, milliseconds }, respond) => {
      if (board.on) board.sag(volts, milliseconds, () => respond(true))
      else respond(false)
    },
    restoreSupply: (_, respond) => {
      board.restoreSupply()
      respond(undefined)
    },
    hang: (_, respond) => {
      board.hang()
      respond(board.on)
    },
    bootLoop: (every, respond) => {
      board.bootLoop(board.on ? every : undefined)
      respond(board.on)
    },
    noise: (noise, respond) => {
      board.line.setNoise(noise)
      respond(undefined)
    },
  }
}

function lcdHandlers(
  board: Board,
  lcds: WatchedLcds,
): Pick<Handlers, 'attachLcd' | 'lcd' | 'watchLcd' | 'unwatchLcd'> {
  return {
    attachLcd: (wiring, respond) => respond(lcds.add(board.attachLcd(wiring))),
    lcd: (number, respond) => respond(lcds.face(number)),
    watchLcd: (lcd, respond) => respond({ lcd, face: lcds.watch(lcd), time: board.now / CYCLES_PER_MS }),
    unwatchLcd: (number, respond) => {
      lcds.unwatch(number)
      respond(undefined)
    },
  }
}
