/**
 * What a row is, as one character, so that a file's rows form the string that `hil.peggy` parses. The characters are
 * explained there too, each by the rule that reads it.
 */
export type RowKind = (typeof ROW_KINDS)[keyof typeof ROW_KINDS]

export const ROW_KINDS = {
  settingsHeader: 'S',
  variablesHeader: 'V',
  testsHeader: 'T',
  keywordsHeader: 'K',
  /** Header of a comment section or of one that means nothing here. */
  otherHeader: 'X',
  setting: 's',
  variable: 'v',
  /** Name of a test or a keyword. */
  name: 'n',
  /** `[Tags]` and the like. */
  bodySetting: '[',
  call: 'k',
  for: 'f',
  while: 'w',
  group: 'g',
  /** A call by that name where no END belongs to it: rows/settle-block.ts decides. */
  retry: 'R',
  parallel: 'P',
  if: 'i',
  inlineIf: 'q',
  elseIf: 'l',
  else: 'e',
  try: 't',
  except: 'x',
  finally: 'y',
  end: '.',
  var: 'a',
  return: 'r',
  break: 'b',
  continue: 'c',
  /** A row nested deeper than blocks may nest. */
  tooDeep: '!',
} as const
