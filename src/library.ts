export {
  type ArgumentType,
  anything,
  boolean,
  integer,
  oneOf,
  text,
  time,
} from './keywords/catalogue/argument-type.ts'
export {
  type Argument,
  arg,
  defineKeyword,
  defineLibrary,
  type Keyword,
  type Library,
  named,
  optional,
  rest,
} from './keywords/catalogue/keyword.ts'
export type { KeywordContext } from './keywords/catalogue/keyword-context.ts'
export type {
  BaudRate,
  Current,
  Duration,
  FreeNamed,
  Frequency,
  Size,
  Temperature,
  Voltage,
} from './keywords/modules/argument-annotations.ts'
export { DeviceError, LabError, SuiteError } from './runtime/errors.ts'
