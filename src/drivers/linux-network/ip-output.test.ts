import { expect, test } from 'vitest'
import { parseAddresses, parseLinks, parseRouter } from './ip-output.ts'
import { PcapReader } from './pcap.ts'

test('links are read as iproute2 and busybox print them', () => {
  const iproute =
    '2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\\    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff link-netnsid 0'
  const busybox =
    '1: lo: <LOOPBACK> mtu 65536 qdisc noop qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00'
  expect(parseLinks(`${iproute}\n${busybox}\n`)).toEqual([
    { name: 'eth0', state: 'up', mac: '02:00:00:00:00:01', mtu: 1500 },
    { name: 'lo', state: 'down', mac: '', mtu: 65_536 },
  ])
  expect(parseLinks('3: wan: <BROADCAST,UP> mtu 1500')[0]?.state).toBe('down')
})

test('addresses and the router are read', () => {
  const text =
    '2: eth0    inet 10.77.0.50/24 brd 10.77.0.255 scope global dynamic eth0\\       valid_lft 119sec\n2: eth0    inet6 fe80::1/64 scope link\n4: tun0    inet 10.8.0.1 peer 10.8.0.2/32 scope global tun0'
  expect(parseAddresses(text)).toEqual([
    { family: 'ipv4', address: '10.77.0.50', prefix: 24 },
    { family: 'ipv6', address: 'fe80::1', prefix: 64 },
    { family: 'ipv4', address: '10.8.0.1', prefix: 32 },
  ])
  expect(parseRouter('default via 10.77.0.1 \n10.77.0.0/24 scope link')).toBe('10.77.0.1')
  expect(parseRouter('10.77.0.0/24 scope link')).toBeUndefined()
})

test.each(['little', 'big'])('a pcap file of %s endian is read byte by byte', (endian) => {
  const file = Buffer.alloc(24 + 16 + 3)
  const write = (value: number, at: number) =>
    endian === 'big' ? file.writeUInt32BE(value, at) : file.writeUInt32LE(value, at)
  write(0xa1b2c3d4, 0)
  for (const [index, value] of [1000, 500_000, 3, 60].entries()) write(value, 24 + index * 4)
  file.set([1, 2, 3], 40)
  const reader = new PcapReader()
  const packets = [...file].flatMap((byte) => reader.take(Uint8Array.of(byte)))
  expect(packets).toEqual([{ time: 1_000_500, length: 60, data: Uint8Array.of(1, 2, 3) }])
  expect(() => new PcapReader().take(Buffer.alloc(24))).toThrow('no pcap file')
})
