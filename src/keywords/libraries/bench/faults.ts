import { faults } from '../../../runtime/interfaces/faults.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

/** Names that read better than the generated ones. */
const NAMES: Readonly<Record<string, string>> = {
  'Faults Brown Out': 'Brown Out',
  'Faults Hang': 'Hang Device',
  'Faults Uart Noise': 'Add Uart Noise',
  'Faults Boot Loop': 'Boot Loop',
  'Faults Console Gap': 'Interrupt Console',
  'Faults Slow': 'Slow Device Down',
  'Faults Fail Every': 'Fail Every Call',
  'Faults Lie': 'Let Device Lie',
  'Faults Lose Network': 'Lose Network',
  'Faults Fill Disk': 'Fill Disk',
  'Faults End': 'End Faults',
}

const generated = generateKeywords(faults)
const renamed = generated.map((keyword) => ({ ...keyword, name: NAMES[keyword.name] ?? keyword.name }))

/** Keywords that inject faults. */
export const faultsLibrary = defineLibrary('Faults', faults.doc, [
  ...withPhrases(renamed, {
    'Brown Out': ['Brown out to {voltage} [for {time}]', 'Brown out for {time}'],
    'Add Uart Noise': ['Add noise to serial at rate {rate}'],
    'Boot Loop': ['Restart device every {every}'],
    'Interrupt Console': ['Interrupt console for {time}'],
    'Slow Device Down': ['Slow device down by {delay}'],
    'Fail Every Call': ['Fail every {count} calls'],
    'Lose Network': ['Lose network for {time}'],
  }),
  ...generated,
])
