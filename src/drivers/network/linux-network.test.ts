import { describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { namespacesImpossible, openTrialNetwork } from '../linux-network/trial-namespaces.ts'
import { localShell } from '../shells/local-shell.ts'
import { linuxNetwork } from './linux-network.ts'

const impossible = namespacesImpossible('dnsmasq', 'dhclient', 'udhcpc', 'tcpdump')

function open(namespace: string, dhcp?: 'dhclient' | 'udhcpc') {
  return openTrialDevice({ net: { driver: linuxNetwork, config: { namespace, dhcp } } }, '/')
}

describe.skipIf(impossible !== undefined)(
  `interfaces of a Linux${impossible ? ` (${impossible})` : ''}`,
  () => {
    test('are named, switched off and on, and their link is told', async () => {
      await using net = await openTrialNetwork({ dhcp: false })
      await using trial = await open(net.device)
      const { network } = trial.device
      expect(await network.interfaces()).toEqual(['lo', 'eth0'])
      await network.waitForLink('eth0')
      expect(await network.link('eth0')).toEqual({
        state: 'up',
        mac: expect.stringMatching(/^..(:..){5}$/),
        mtu: 1500,
      })
      await network.down('eth0')
      expect((await network.link('eth0')).state).toBe('down')
      await network.up('eth0')
      await network.waitForLink('eth0', { timeout: 20_000 })
    })

    test('lose their link when the other end goes down', async () => {
      await using net = await openTrialNetwork({ dhcp: false })
      await using trial = await open(net.device)
      await trial.device.network.waitForLink('eth0')
      const wait = trial.device.network.waitForLink('eth0', { state: 'down', timeout: 20_000 })
      net.atServer('ip', 'link', 'set', 'eth0', 'down')
      await wait
      await expect(trial.device.network.waitForLink('eth0', { timeout: 200 })).rejects.toMatchObject({
        code: 'link-state',
      })
    })

    test('that are not there are told by the words of ip', async () => {
      await using net = await openTrialNetwork({ dhcp: false })
      await using trial = await open(net.device)
      await expect(trial.device.network.up('eth7')).rejects.toMatchObject({
        code: 'network-command',
        message: expect.stringContaining('Cannot find device "eth7"'),
      })
      await expect(trial.device.network.link("'; exit 3 #")).rejects.toMatchObject({
        code: 'network-command',
      })
    })

    test.each(['dhclient', 'udhcpc'] as const)(
      'lease, renew and release an address with %s',
      async (client) => {
        await using net = await openTrialNetwork()
        await using trial = await open(net.device, client)
        const { network } = trial.device
        const leased = await network.lease('eth0')
        expect(leased).toMatchObject({ prefix: 24, server: '10.77.0.1', router: '10.77.0.1' })
        expect(leased.address).toMatch(/^10\.77\.0\.(5\d|60)$/)
        const ipv4 = async () => (await network.addresses('eth0')).filter(({ family }) => family === 'ipv4')
        expect(await ipv4()).toEqual([{ family: 'ipv4', address: leased.address, prefix: 24 }])
        expect(await network.renew('eth0')).toEqual(leased)
        await network.release('eth0')
        expect(await ipv4()).toEqual([])
        await expect(network.release('eth0')).rejects.toMatchObject({ code: 'dhcp-failed' })
      },
    )

    test('get no address where no server is', async () => {
      await using net = await openTrialNetwork({ dhcp: false })
      await using trial = await open(net.device, 'dhclient')
      await expect(trial.device.network.lease('eth0', { timeout: 1000 })).rejects.toMatchObject({
        code: 'dhcp-failed',
        message: expect.stringContaining('got no address for eth0: none came within 1000 ms'),
      })
    })

    test('are captured into a pcap file, and packets told as they pass', async () => {
      await using net = await openTrialNetwork({ dhcp: false })
      await using trial = await open(net.device)
      const { network } = trial.device
      await network.waitForLink('eth0')
      const capture = await network.startCapture('eth0', { filter: 'arp' })
      const ask = () => net.atServer('bash', '-c', 'echo x > /dev/udp/10.77.0.99/9')
      const packets = network.packets('eth0', { filter: 'arp' })
      const first = packets[Symbol.asyncIterator]()
      const asked = first.next()
      const asking = setInterval(ask, 100)
      const { value } = await asked
      clearInterval(asking)
      await first.return?.()
      expect(value?.length).toBe(42)
      // An ARP question for 10.77.0.99 ends with that address.
      expect([...(value?.data ?? [])].slice(-4)).toEqual([10, 77, 0, 99])
      const pcap = Buffer.from(await network.stopCapture(capture))
      expect(pcap.readUInt32LE(0)).toBe(0xa1b2c3d4)
      expect(pcap.includes(Buffer.from([10, 77, 0, 99]))).toBe(true)
      await expect(network.stopCapture(capture)).rejects.toMatchObject({ code: 'no-such-capture' })
    })

    test('a filter that is none is told by the words of tcpdump', async () => {
      await using net = await openTrialNetwork({ dhcp: false })
      await using trial = await open(net.device)
      await expect(
        trial.device.network.startCapture('eth0', { filter: 'gibberish (' }),
      ).rejects.toMatchObject({
        code: 'capture-failed',
      })
    })

    test('are reached over the shell of the device, where it has one', async () => {
      await using net = await openTrialNetwork()
      const drivers = {
        shell: { driver: localShell, config: { env: { LC_ALL: 'C' } } },
        net: { driver: linuxNetwork, config: { namespace: net.device } },
      }
      await using trial = await openTrialDevice(drivers, '/')
      expect(await trial.device.network.lease('eth0')).toMatchObject({ server: '10.77.0.1' })
      const capture = await trial.device.network.startCapture('eth0')
      expect((await trial.device.network.stopCapture(capture)).length).toBeGreaterThanOrEqual(24)
    })
  },
)
