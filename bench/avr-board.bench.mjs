// The virtual board: how fast it is when nothing holds it back, and how little it costs when it only waits.
import { AVRTimer, avrInstruction, CPU, timer0Config } from 'avr8js'
import { avrBoard } from '../dist/src/drivers/avr-board.js'
import { Core } from '../dist/src/drivers/avr-emulator/core.js'

export const title = 'Virtual board'

export async function run(report) {
  reportSpeed(report)
  await withBoard('fast', (board) => reportPowerCycles(board, report))
  await withBoard('real', (board) => reportIdleCost(board, report))
  await withBoard('real', (board) => reportUartPace(board, report))
}

/** A loop of arithmetic, RAM access and a branch that is always taken; no interrupts, no sleep. */
const BUSY = [0x9503, 0x0f10, 0x9310, 0x0100, 0x9120, 0x0100, 0x1312, 0xcff8, 0xcff7]
const BUSY_CYCLES = 30_000_000

const ROUNDS = 7

function reportSpeed(report) {
  const rounds = Array.from({ length: ROUNDS }, () => [ours(), plain()])
  const [mine, theirs] = [0, 1].map((index) =>
    quantile(
      rounds.map((round) => round[index]),
      0.5,
    ),
  )
  report.figure({
    name: 'virtual board, unpaced',
    target: '> 16 MHz',
    measured: `${mine.toFixed(1)} MHz`,
    beside: `avr8js, a tick per instruction, no sleep: ${theirs.toFixed(1)} MHz`,
  })
}

function ours() {
  const core = new Core(busyFlash(), undefined)
  startTimer(core.cpu)
  return megahertz(core.cpu, () => core.run(BUSY_CYCLES))
}

function plain() {
  const cpu = new CPU(busyFlash(), 2048)
  startTimer(cpu)
  return megahertz(cpu, () => {
    while (cpu.cycles < BUSY_CYCLES) {
      avrInstruction(cpu)
      cpu.tick()
    }
  })
}

/** Timer 0 with a prescaler of 64, as Arduino sets it up. */
function startTimer(cpu) {
  new AVRTimer(cpu, timer0Config)
  cpu.writeData(0x45, 3)
}

const CYCLES_TIMED = 30

async function reportPowerCycles(board, report) {
  await board.boot()
  const times = []
  for (let i = 0; i < CYCLES_TIMED; i++) {
    const began = performance.now()
    await board.driver.power.cycle({ offTime: 0 }, board.context)
    await board.until('hil> ')
    times.push(performance.now() - began)
  }
  const [median, best] = [quantile(times, 0.5), quantile(times, 0)]
  report.figure({
    name: 'virtual board, power cycle to prompt',
    target: '5–6 ms, as in one thread',
    measured: `${median.toFixed(1)} ms (best ${best.toFixed(1)})`,
  })
}

const IDLE_MS = 3000

async function reportIdleCost(board, report) {
  await board.boot()
  await pause(500)
  const before = process.cpuUsage()
  await pause(IDLE_MS)
  const { user, system } = process.cpuUsage(before)
  const share = ((user + system) / 1000 / IDLE_MS) * 100
  report.figure({
    name: 'virtual board, paced and idle',
    target: '< 10 % of a core',
    measured: `${share.toFixed(1)} %`,
  })
}

const BYTES_TIMED = 1152
const IDEAL_MS = 100

async function reportUartPace(board, report) {
  await board.boot()
  const times = []
  for (let i = 0; i < 5; i++) {
    board.forget()
    await board.driver.console.stream.write(Buffer.from('eeprom read 0 500\r'), board.context)
    times.push(await board.timeOf(BYTES_TIMED))
    await board.until('hil> ')
  }
  const median = quantile(times, 0.5)
  report.figure({
    name: `virtual board, ${BYTES_TIMED} bytes at 115200 baud`,
    target: `${IDEAL_MS} ms`,
    measured: `${median.toFixed(1)} ms`,
    beside: "the chip's divider makes 117647 baud: 97.9 ms",
  })
}

async function withBoard(pace, work) {
  const board = await openBoard(pace)
  try {
    await work(board)
  } finally {
    await board.driver[Symbol.asyncDispose]()
  }
}

async function openBoard(pace) {
  const { signal } = new AbortController()
  const context = { signal }
  const options = { device: 'board', directory: '.', needs: {}, signal }
  const driver = await avrBoard.open(avrBoard.config.parse({ pace }), options)
  const console = new Heard()
  driver.console.stream.listen(console)
  return {
    driver,
    context,
    until: (text) => console.until(text),
    timeOf: (count) => console.timeOf(count),
    forget: () => console.forget(),
    boot: async () => {
      await driver.power.on({}, context)
      await console.until('hil> ')
    },
  }
}

/** Collects what the board says, with the time of each piece. */
class Heard {
  #pieces = []
  #text = ''
  #wake = () => {}

  bytes(chunk) {
    this.#pieces.push({ time: performance.now(), length: chunk.length })
    this.#text += Buffer.from(chunk).toString('latin1')
    this.#wake()
  }

  mark() {}

  forget() {
    this.#pieces = []
    this.#text = ''
  }

  async until(text) {
    await this.#wait(() => this.#text.includes(text))
    this.#text = this.#text.slice(this.#text.indexOf(text) + text.length)
  }

  /** Time that the next so many bytes take. The echo of the command comes first and is left out. */
  async timeOf(count) {
    await this.until('\r\n')
    const skip = this.#pieces.length
    await this.#wait(() => bytesFrom(this.#pieces, skip) >= count)
    const [first] = this.#pieces.slice(skip - 1)
    const [arrived, last] = [bytesFrom(this.#pieces, skip), this.#pieces.at(-1)]
    return ((last.time - first.time) * count) / arrived
  }

  async #wait(ready) {
    while (!ready()) await new Promise((resolve) => (this.#wake = resolve))
  }
}

function bytesFrom(pieces, skip) {
  return pieces.slice(skip).reduce((sum, { length }) => sum + length, 0)
}

function busyFlash() {
  const flash = new Uint16Array(16_384).fill(0xffff)
  flash.set(BUSY)
  return flash
}

function megahertz(cpu, work) {
  const began = performance.now()
  work()
  return cpu.cycles / (performance.now() - began) / 1000
}

function quantile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
