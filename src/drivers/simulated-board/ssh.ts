import { ssh } from '../../runtime/interfaces/ssh.ts'
import { defineSimulation } from '../simulated/simulation.ts'

interface Forward {
  readonly direction: 'to device' | 'from device'
  readonly from: string
  readonly to: string
}

/** A connection that is always there, and forwards that only stand in a list. */
export const simulatedSsh = defineSimulation(ssh, {
  overNetwork: true,
  create: (_, { device }) => {
    const forwards = new Map<string, Forward>()
    let port = 40_000
    const open = (direction: Forward['direction'], wanted: string, to: string) => {
      const from = wanted.endsWith(':0') ? wanted.replace(/0$/, String(++port)) : wanted
      forwards.set(from, { direction, from, to })
      return from
    }
    return {
      commandLine: () => `ssh root@${device}.invalid`,
      openForward: ({ target, local }) => open('to device', local, target),
      openReverseForward: ({ target, remote }) => open('from device', remote, target),
      closeForward: ({ address }) => void forwards.delete(address),
      forwards: () => [...forwards.values()],
    }
  },
})
