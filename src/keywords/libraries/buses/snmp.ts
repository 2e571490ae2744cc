import { snmp } from '../../../runtime/interfaces/snmp.ts'
import { text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { argOf } from '../../catalogue/parameter-type.ts'
import { differs, isSame } from './same-value.ts'

const check = defineKeyword({
  name: 'Snmp Object Should Be',
  phrases: ['SNMP object {oid} should be {value}'],
  doc: 'Reads an object and fails unless it has the value expected.',
  interface: 'snmp',
  arguments: [argOf(snmp.members.get, 'oid'), arg('value', text, 'The value.')],
  run: async ({ oid, value }, context) => {
    const got = await context.device().snmp.get(oid, { signal: context.signal })
    const shown = got instanceof Uint8Array ? Buffer.from(got).toString('hex') : (got ?? '')
    if (!isSame(shown, value)) throw differs(`The object ${oid}`, `"${shown}"`, `"${value}"`)
  },
})

/** Keywords for SNMP. */
export const snmpLibrary = defineLibrary('Snmp', snmp.doc, [
  check,
  ...withPhrases(generateKeywords(snmp), {
    'Snmp Get': ['Read SNMP object {oid}'],
    'Snmp Set': ['Write {value} to SNMP object {oid}'],
    'Snmp Walk': ['Walk SNMP objects below {oid}'],
  }),
])
