import type { z } from 'zod'
import type { statesConfig } from './state-config.ts'

/** States and transitions as they stand in a bench file. */
type Written = z.input<typeof statesConfig>
type Transitions = Written['transitions']

/** What is known of a kind of board: its states, the ways between them, and whether a shell logs in on it. */
export interface BoardKind {
  readonly doc: string
  readonly states: Written['states']
  readonly transitions: Transitions
  readonly hasShell: boolean
}

const OFF = { power: 'off' } as const
const LOGIN = { says: '(?:login|[Uu]ser ?name): *$' }
const SHELL = { says: '[#$] ?$' }
/**
 * The menu of GRUB is what no line end was said behind: its entries are drawn in place, in any language. What it boots
 * says lines.
 */
const MENU = String.raw`GNU GRUB[^]*\n(?:(?!grub>)[^\n]){400,}$`
/** A key that the menu has no use for stops its clock: it would boot meanwhile. */
const STAY: Transitions[number]['do'] = [{ waitFor: 'GNU GRUB' }, { keys: ' ' }]
const powerOff: Transitions[number] = { from: '*', to: 'off', do: [{ power: 'off' }], cost: 2 }

/** Linux behind its login. */
const linux: Transitions = [
  { from: 'off', to: 'login', do: [{ power: 'on' }], cost: 20, within: '3 min' },
  { from: 'login', to: 'shell', do: [{ login: true }, { send: '' }], cost: 2 },
  { from: 'shell', to: 'login', do: [{ send: 'exit' }], cost: 2 },
  // While it boots it shows no state: the login waits.
  { from: '*', to: 'shell', do: [{ login: true }, { send: '' }], cost: 25, within: '2 min' },
  powerOff,
]

/** A bootloader that a key stops, in front of Linux. */
function stoppedBy(waitFor: string, boot: string): Transitions {
  const stop = [{ waitFor }, { keys: '\r' }]
  return [
    { from: 'off', to: 'bootloader', do: [{ power: 'on' }, ...stop], cost: 5 },
    { from: '*', to: 'bootloader', do: [{ power: 'cycle' }, ...stop], cost: 10 },
    { from: 'shell', to: 'bootloader', do: [{ send: 'reboot' }, ...stop], cost: 30 },
    { from: 'bootloader', to: 'login', do: [{ send: boot }], cost: 15, within: '3 min' },
    ...linux,
  ]
}

/** The kinds of boards that come with the package, by device type. */
export const boardKinds: Readonly<Record<string, BoardKind>> = {
  'linux-board': {
    doc: 'A board that runs Linux: its console, its power, its shell, and the states off, login and shell.',
    states: { off: OFF, login: LOGIN, shell: SHELL },
    transitions: linux,
    hasShell: true,
  },
  'u-boot-board': {
    doc: 'A board with U-Boot and Linux: the states off, bootloader, login and shell.',
    states: { off: OFF, bootloader: { says: '=> ?$' }, login: LOGIN, shell: SHELL },
    transitions: stoppedBy('Hit any key to stop autoboot', 'boot'),
    hasShell: true,
  },
  'barebox-board': {
    doc: 'A board with barebox and Linux: the states off, bootloader, login and shell.',
    states: { off: OFF, bootloader: { says: 'barebox@[^\\n]*:[^\\n]* ?$' }, login: LOGIN, shell: SHELL },
    transitions: stoppedBy('Hit (?:m for menu or )?any(?: key)? to stop autoboot', 'boot'),
    hasShell: true,
  },
  'grub-board': {
    doc: 'A machine with GRUB on its serial console and Linux: the states off, menu, grub-shell, login and shell.',
    states: {
      off: OFF,
      menu: { says: MENU, ask: '' },
      'grub-shell': { says: 'grub> ?$', ask: '' },
      login: LOGIN,
      shell: SHELL,
    },
    transitions: [
      { from: 'off', to: 'menu', do: [{ power: 'on' }, ...STAY], cost: 5 },
      { from: '*', to: 'menu', do: [{ power: 'cycle' }, ...STAY], cost: 10 },
      { from: 'menu', to: 'grub-shell', do: [{ keys: 'c' }] },
      { from: 'grub-shell', to: 'menu', do: [{ keys: '\u001b' }] },
      { from: 'menu', to: 'login', do: [{ keys: '\r' }], cost: 15, within: '3 min' },
      ...linux,
    ],
    hasShell: true,
  },
  'uefi-board': {
    doc: 'A machine whose firmware has a UEFI shell: the states off and uefi-shell.',
    states: { off: OFF, 'uefi-shell': { says: String.raw`(?:Shell|FS\d+:[^\n]*)> ?$` } },
    transitions: [
      {
        ...{ from: 'off', to: 'uefi-shell', cost: 5 },
        do: [{ power: 'on' }, { waitFor: 'Press .*any other key' }, { keys: '\u001b' }],
      },
      powerOff,
    ],
    hasShell: false,
  },
  'rtos-board': {
    doc: 'A board whose firmware has a shell of its own, with a prompt that ends in >: the states off and shell.',
    states: { off: OFF, shell: { says: '> ?$' } },
    transitions: [{ from: 'off', to: 'shell', do: [{ power: 'on' }], cost: 5 }, powerOff],
    hasShell: false,
  },
}
