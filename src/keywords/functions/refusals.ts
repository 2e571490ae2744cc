/** What to use instead of a name that expressions refuse; undefined for a name that means nothing special. */
export function refusalOf(name: string): string | undefined {
  if (/^\.?__/.test(name)) return 'Names with two underscores are out of reach.'
  return REFUSALS.get(name) ?? REFUSALS.get(name.split('.')[0] ?? '')
}

const KEYWORD_OF_FILES = 'Use the keywords of OperatingSystem, such as Get File.'
const NO_CODE = 'Expressions run no code; write a keyword, or a library in TypeScript.'
const IN_STEPS =
  'Values are not changed in expressions; use a keyword such as Append To List or Set To Dictionary.'

const REFUSALS: ReadonlyMap<string, string> = new Map([
  ...names(KEYWORD_OF_FILES, 'open', 'io', 'pathlib', 'shutil', 'tempfile', 'glob'),
  ...names(
    NO_CODE,
    'exec',
    'eval',
    'compile',
    'execfile',
    'importlib',
    'builtins',
    'types',
    'inspect',
    'ctypes',
  ),
  ...names(
    NO_CODE,
    'getattr',
    'setattr',
    'delattr',
    'hasattr',
    'vars',
    'dir',
    'globals',
    'locals',
    'object',
    'super',
  ),
  ...names(
    'Use a variable %{NAME}, the variables ${/} and ${CURDIR}, or the keywords of OperatingSystem.',
    'os',
    'sys',
  ),
  ...names('Use the keywords of DateTime, such as Get Current Date.', 'datetime', 'time', 'calendar', 'date'),
  ...names(
    'Use the keywords of Process, such as Run Process.',
    'subprocess',
    'signal',
    'threading',
    'multiprocessing',
  ),
  ...names('Use the keyword Generate Random String.', 'secrets', 'uuid', 'string'),
  ...names('Use the keyword Log or Log To Console.', 'print', 'logging', 'logger'),
  ...names('Use the keywords of Dialogs, such as Get Value From User.', 'input'),
  ...names('Use the keyword Convert To Bytes.', 'struct', 'binascii', 'base64', '.tobytes'),
  ...names(
    'Use a list, a dict or a comprehension.',
    'collections',
    'itertools',
    'functools',
    'operator',
    'iter',
    'next',
    'frozenset',
  ),
  ...names('Use the keyword Import Library.', '__import__', 'robot', 'BuiltIn'),
  ...names(
    IN_STEPS,
    '.append',
    '.extend',
    '.insert',
    '.remove',
    '.pop',
    '.clear',
    '.sort',
    '.reverse',
    '.update',
  ),
  ...names(IN_STEPS, '.setdefault', '.popitem', '.add', '.discard'),
  ...names('Use format with positions ("{}"), or a variable inside the quotes.', '.format_map'),
  ...names('Write True, False or None.', 'true', 'false', 'null', 'none', 'undefined', 'nil'),
])

function names(hint: string, ...list: readonly string[]): readonly (readonly [string, string])[] {
  return list.map((name) => [name, hint] as const)
}
