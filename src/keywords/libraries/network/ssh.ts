import { ssh } from '../../../runtime/interfaces/ssh.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

/** Names that read better than the generated ones. */
const NAMES: Readonly<Record<string, string>> = {
  'Ssh Connect': 'Connect By Ssh',
  'Ssh Disconnect': 'Disconnect Ssh',
  'Ssh Open Forward': 'Open Forward',
  'Ssh Open Reverse Forward': 'Open Reverse Forward',
  'Ssh Close Forward': 'Close Forward',
}

const generated = generateKeywords(ssh).map((keyword) => ({
  ...keyword,
  name: NAMES[keyword.name] ?? keyword.name,
}))

/** Keywords of a device's SSH connection. */
export const sshLibrary = defineLibrary(
  'Ssh',
  ssh.doc,
  withPhrases(generated, {
    'Connect By Ssh': ['Connect by ssh [within {timeout}]'],
    'Disconnect Ssh': ['Disconnect ssh'],
    'Open Forward': ['Open forward to {target} [at {local}]'],
    'Open Reverse Forward': ['Open reverse forward to {target} [at {remote}]'],
    'Close Forward': ['Close forward {address}'],
  }),
)
