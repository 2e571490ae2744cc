import { SuiteError } from '../../runtime/errors.ts'

/** A key of the keyboard by QEMU's name for it, and whether Shift is held. */
export interface KeyStroke {
  readonly key: string
  readonly shift: boolean
}

const PLAIN = "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
const SHIFTED = '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'

const SIGNS: Readonly<Record<string, string>> = {
  '`': 'grave_accent',
  '-': 'minus',
  '=': 'equal',
  '[': 'bracket_left',
  ']': 'bracket_right',
  ';': 'semicolon',
  "'": 'apostrophe',
  '\\': 'backslash',
  ',': 'comma',
  '.': 'dot',
  '/': 'slash',
  ' ': 'spc',
  '\n': 'ret',
  '\r': 'ret',
  '\t': 'tab',
  '\b': 'backspace',
  '\u001b': 'esc',
}

/** Names that people use, in lower case, and QEMU's. */
const NAMES: Readonly<Record<string, string>> = {
  enter: 'ret',
  return: 'ret',
  escape: 'esc',
  space: 'spc',
  del: 'delete',
  ins: 'insert',
  control: 'ctrl',
  win: 'meta_l',
  meta: 'meta_l',
  super: 'meta_l',
  altgr: 'alt_r',
  pageup: 'pgup',
  pagedown: 'pgdn',
  arrowup: 'up',
  arrowdown: 'down',
  arrowleft: 'left',
  arrowright: 'right',
  printscreen: 'print',
  capslock: 'caps_lock',
  numlock: 'num_lock',
  scrolllock: 'scroll_lock',
}

/** Keys that QEMU names as people do. */
const SAME = new Set([
  ...'abcdefghijklmnopqrstuvwxyz0123456789',
  ...Array.from({ length: 24 }, (_, index) => `f${index + 1}`),
  ...['shift', 'shift_r', 'ctrl', 'ctrl_r', 'alt', 'alt_r', 'meta_l', 'meta_r', 'menu', 'ret', 'esc', 'spc'],
  ...['tab', 'backspace', 'delete', 'insert', 'home', 'end', 'pgup', 'pgdn', 'up', 'down', 'left', 'right'],
  ...['print', 'sysrq', 'pause', 'caps_lock', 'num_lock', 'scroll_lock', 'minus', 'equal', 'comma', 'dot'],
  ...[
    'slash',
    'semicolon',
    'apostrophe',
    'backslash',
    'grave_accent',
    'bracket_left',
    'bracket_right',
    'less',
  ],
  ...[
    'kp_enter',
    'kp_add',
    'kp_subtract',
    'kp_multiply',
    'kp_divide',
    'kp_decimal',
    'power',
    'sleep',
    'wake',
  ],
  ...Array.from({ length: 10 }, (_, digit) => `kp_${digit}`),
])

/** The key strokes that type a text; a SuiteError for a character that such a keyboard does not have. */
export function strokesOf(text: string): KeyStroke[] {
  return [...text.replaceAll('\r\n', '\n')].map((character) => {
    const shift = SHIFTED.indexOf(character)
    const plain = shift >= 0 ? (PLAIN[shift] as string) : character
    const key = SIGNS[plain] ?? (PLAIN.includes(plain) ? plain : undefined)
    if (key !== undefined) return { key, shift: shift >= 0 }
    throw new SuiteError('no-such-key', `A keyboard with US layout has no key for "${character}".`)
  })
}

/** The keys that `ctrl+alt+delete` names; a SuiteError for a name that no key has. */
export function keysOf(written: string): string[] {
  const names = written === '+' ? ['equal'] : written.split('+').map((name) => name.trim())
  return names.map((name) => {
    const lower = name.toLowerCase()
    const key = NAMES[lower] ?? SIGNS[lower] ?? (SAME.has(lower) ? lower : undefined)
    if (key !== undefined) return key
    throw new SuiteError('no-such-key', `There is no key "${name}".`, {
      hint: 'Keys are letters, digits, and names such as Enter, Escape, F2, PageUp, ctrl, shift, alt; joined by "+".',
    })
  })
}
