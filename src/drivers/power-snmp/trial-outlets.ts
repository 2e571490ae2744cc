/** The objects of one outlet as an agent has them, and what they mean. */
export interface TrialOutlet {
  readonly control: string
  readonly on: number
  readonly off: number
  readonly state: string
  readonly isOn: number
  readonly isOff: number
  /** Values of a meter by their objects. */
  readonly meter?: Readonly<Record<string, number>>
}

const APC = '.1.3.6.1.4.1.318.1.1'
const RARITAN = '.1.3.6.1.4.1.13742.6'
const POE = '.1.3.6.1.2.1.105.1.1.1.3.1.3'

/** Outlet 3 of unit 1 of each kind, written down from the MIBs of the vendors. */
export const trialOutlets = {
  apc: {
    ...{ control: `${APC}.12.3.3.1.1.4.3`, on: 1, off: 2 },
    ...{ state: `${APC}.12.3.5.1.1.4.3`, isOn: 1, isOff: 2 },
  },
  'apc-rpdu2': {
    ...{ control: `${APC}.26.9.2.4.1.5.3`, on: 1, off: 2 },
    ...{ state: `${APC}.26.9.2.3.1.5.3`, isOn: 2, isOff: 1 },
    meter: { [`${APC}.26.9.4.3.1.6.3`]: 14 },
  },
  'apc-masterswitch': {
    ...{ control: `${APC}.4.4.2.1.3.3`, on: 1, off: 2 },
    ...{ state: `${APC}.4.4.2.1.3.3`, isOn: 1, isOff: 2 },
  },
  raritan: {
    ...{ control: `${RARITAN}.4.1.2.1.2.1.3`, on: 1, off: 0 },
    ...{ state: `${RARITAN}.4.1.2.1.3.1.3`, isOn: 7, isOff: 8 },
    meter: {
      ...{ [`${RARITAN}.5.4.3.1.4.1.3.1`]: 1400, [`${RARITAN}.3.5.4.1.7.1.3.1`]: 3 },
      ...{ [`${RARITAN}.5.4.3.1.4.1.3.4`]: 230, [`${RARITAN}.3.5.4.1.7.1.3.4`]: 0 },
    },
  },
  poe: { ...{ control: POE, on: 1, off: 2 }, ...{ state: POE, isOn: 1, isOff: 2 } },
} as const satisfies Readonly<Record<string, TrialOutlet>>
