import type { FileKind } from '../tree.ts'

/** Canonical names of the settings that a place allows, with the other spellings of some. */
export interface SettingNames {
  readonly names: readonly string[]
  readonly aliases: ReadonlyMap<string, string>
}

/** Settings of a `*** Settings ***` section, by the kind of file. */
export const FILE_SETTINGS: Readonly<Record<FileKind, SettingNames>> = {
  suite: {
    names: [
      'Documentation',
      'Metadata',
      'Name',
      'Suite Setup',
      'Suite Teardown',
      'Test Setup',
      'Test Teardown',
      'Test Template',
      'Test Timeout',
      'Test Tags',
      'Default Tags',
      'Keyword Tags',
      'Library',
      'Resource',
      'Variables',
      'Board',
    ],
    aliases: new Map([
      ['Force Tags', 'Test Tags'],
      ['Task Tags', 'Test Tags'],
      ['Task Setup', 'Test Setup'],
      ['Task Teardown', 'Test Teardown'],
      ['Task Template', 'Test Template'],
      ['Task Timeout', 'Test Timeout'],
    ]),
  },
  init: {
    names: [
      'Documentation',
      'Metadata',
      'Name',
      'Suite Setup',
      'Suite Teardown',
      'Test Setup',
      'Test Teardown',
      'Test Timeout',
      'Test Tags',
      'Keyword Tags',
      'Library',
      'Resource',
      'Variables',
      'Board',
    ],
    aliases: new Map([
      ['Force Tags', 'Test Tags'],
      ['Task Tags', 'Test Tags'],
      ['Task Setup', 'Test Setup'],
      ['Task Teardown', 'Test Teardown'],
      ['Task Timeout', 'Test Timeout'],
    ]),
  },
  resource: {
    names: ['Documentation', 'Keyword Tags', 'Library', 'Resource', 'Variables'],
    aliases: new Map(),
  },
}

/** `[Settings]` of a test or task. */
export const TEST_SETTINGS: SettingNames = {
  names: [
    ...['Documentation', 'Metadata', 'Tags', 'Setup', 'Teardown', 'Template', 'Timeout'],
    ...['Examples', 'Retry', 'Requires'],
  ],
  aliases: new Map(),
}

/** `[Settings]` of a user keyword. */
export const KEYWORD_SETTINGS: SettingNames = {
  names: ['Documentation', 'Arguments', 'Setup', 'Teardown', 'Timeout', 'Tags', 'Return'],
  aliases: new Map(),
}

/** Settings that may stand several times in one place. */
export const REPEATABLE: ReadonlySet<string> = new Set([
  'Metadata',
  'Library',
  'Resource',
  'Variables',
  'Board',
])

/** Settings with at most one value. */
export const SINGLE_VALUE: ReadonlySet<string> = new Set([
  'Resource',
  'Test Timeout',
  'Test Template',
  'Timeout',
  'Template',
  'Name',
  'Retry',
])
