import { SuiteError } from '../../runtime/errors.ts'

/** How registers make a value. */
export type RegisterType =
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'int64'
  | 'float32'
  | 'float64'

/** Which register of a value comes first: that with its high bits or its low bits. */
export type WordOrder = 'big' | 'little'

/** How many registers a value of a type takes. */
export function registersOf(type: RegisterType): number {
  return Number(type.replace(/\D+/, '')) / 16
}

/** Values from registers; those of 64 bits are bigints only where a number would lose digits. */
export function valuesOf(
  registers: readonly number[],
  type: RegisterType,
  order: WordOrder,
): (number | bigint)[] {
  const size = registersOf(type)
  const values: (number | bigint)[] = []
  for (let at = 0; at + size <= registers.length; at += size) {
    const words = registers.slice(at, at + size)
    values.push(READ[type](viewOf(order === 'big' ? words : words.reverse())))
  }
  return values
}

/** Registers that hold values; a SuiteError if one does not fit. */
export function registersFor(
  values: readonly (number | bigint)[],
  type: RegisterType,
  order: WordOrder,
): number[] {
  return values.flatMap((value) => {
    const view = viewOf(new Array<number>(registersOf(type)).fill(0))
    if (!write(view, value, type)) throw doesNotFit(value, type)
    const words = Array.from({ length: registersOf(type) }, (_, index) => view.getUint16(index * 2))
    return order === 'big' ? words : words.reverse()
  })
}

const READ: Readonly<Record<RegisterType, (view: DataView) => number | bigint>> = {
  uint16: (view) => view.getUint16(0),
  int16: (view) => view.getInt16(0),
  uint32: (view) => view.getUint32(0),
  int32: (view) => view.getInt32(0),
  uint64: (view) => numberIfSafe(view.getBigUint64(0)),
  int64: (view) => numberIfSafe(view.getBigInt64(0)),
  float32: (view) => view.getFloat32(0),
  float64: (view) => view.getFloat64(0),
}

function write(view: DataView, value: number | bigint, type: RegisterType): boolean {
  if (type === 'float32') view.setFloat32(0, Number(value))
  if (type === 'float64') view.setFloat64(0, Number(value))
  if (type.startsWith('float')) return true
  if (typeof value === 'number' && !Number.isInteger(value)) return false
  const bits = view.byteLength * 8
  const whole = BigInt(value)
  const fitting = type.startsWith('u') ? BigInt.asUintN(bits, whole) : BigInt.asIntN(bits, whole)
  const words = BigInt.asUintN(bits, whole)
  for (let at = 0; at < view.byteLength; at += 2)
    view.setUint16(at, Number((words >> BigInt(bits - 16 - at * 8)) & 0xffffn))
  return fitting === whole
}

function viewOf(words: readonly number[]): DataView {
  const view = new DataView(new ArrayBuffer(words.length * 2))
  words.forEach((word, index) => {
    view.setUint16(index * 2, word)
  })
  return view
}

function numberIfSafe(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function doesNotFit(value: number | bigint, type: RegisterType): SuiteError {
  return new SuiteError('modbus-value', `${value} does not fit into a value of the type ${type}.`)
}
