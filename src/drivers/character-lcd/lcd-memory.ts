/** Cells of the text memory (DDRAM) and bytes of the glyph memory (CGRAM). */
const CELLS = 80
const GLYPH_BYTES = 64
/** Cells of one line while the controller has two of them, and where the second begins. */
const HALF = 40
const SECOND_LINE = 0x40
const BLANK = 0x20

/** The memories of the controller, and the counter that says which cell is next. */
export class LcdMemory {
  /** Whether the 80 cells are two lines of 40: it decides which address comes after 27h. */
  twoLines = false
  /** Whether the counter goes up after each access. */
  increments = true
  /** Whether the text moves instead of the cursor when a character is written. */
  movesText = false
  readonly #cells = new Uint8Array(CELLS).fill(BLANK)
  readonly #glyphs = new Uint8Array(GLYPH_BYTES)
  #inGlyphs = false
  #address = 0
  #shift = 0

  /** The address counter. */
  get address(): number {
    return this.#address
  }

  /** Cells of a line, after which the shifted text begins again. */
  get lineLength(): number {
    return this.twoLines ? HALF : CELLS
  }

  /** How many cells the text was moved to the left, from 0 to the length of a line. */
  get shift(): number {
    return (((this.#shift % this.lineLength) + this.lineLength) % this.lineLength) | 0
  }

  /** Line and column of the cell that is written next; undefined while glyphs are written. */
  get position(): { readonly line: number; readonly column: number } | undefined {
    if (this.#inGlyphs) return undefined
    if (!this.twoLines || this.#address < SECOND_LINE) return { line: 0, column: this.#address }
    return { line: 1, column: this.#address - SECOND_LINE }
  }

  /** The character in a cell of a line, before it is moved. */
  at(line: number, column: number): number {
    return this.#cells[line * HALF + column] ?? BLANK
  }

  clear(): void {
    this.#cells.fill(BLANK)
    this.increments = true
    this.home()
  }

  home(): void {
    this.#shift = 0
    this.pointAt('text', 0)
  }

  pointAt(memory: 'text' | 'glyphs', address: number): void {
    this.#inGlyphs = memory === 'glyphs'
    this.#address = address
  }

  /** Moves the text by a cell; the cursor goes with it. */
  moveText(right: boolean): void {
    this.#shift += right ? -1 : 1
  }

  /** Moves the address counter by a cell, across the end of a line to the next one. */
  moveCursor(right: boolean): void {
    this.#address = this.#inGlyphs ? (this.#address + (right ? 1 : -1)) & 0x3f : this.#neighbour(right)
  }

  /** The byte at the address counter; cells that there are not read as zero. */
  read(): number {
    const index = this.#index()
    return (this.#inGlyphs ? this.#glyphs[this.#address] : index === undefined ? 0 : this.#cells[index]) ?? 0
  }

  /** Writes at the address counter and moves on; what has no cell is lost. */
  write(byte: number): void {
    const index = this.#index()
    if (this.#inGlyphs) this.#glyphs[this.#address] = byte
    else if (index !== undefined) this.#cells[index] = byte
    if (this.movesText && !this.#inGlyphs) this.moveText(!this.increments)
    this.moveCursor(this.increments)
  }

  #index(): number | undefined {
    const { line, column } = this.position ?? { line: 0, column: CELLS }
    return column < this.lineLength ? line * HALF + column : undefined
  }

  #neighbour(right: boolean): number {
    const last = this.twoLines ? SECOND_LINE + HALF - 1 : CELLS - 1
    if (right && this.#address === last) return 0
    if (!right && this.#address === 0) return last
    if (this.twoLines && right && this.#address === HALF - 1) return SECOND_LINE
    if (this.twoLines && !right && this.#address === SECOND_LINE) return HALF - 1
    return (this.#address + (right ? 1 : -1)) & 0x7f
  }
}
