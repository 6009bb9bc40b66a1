import { describe, expect, it } from 'vitest'
import { isWithin, parseAddress, plainAddress, rangeFaults, rangeOfNetwork } from './addresses-rules.ts'

describe('an IP address', () => {
  it.each([
    ['0.0.0.0', 4, 0n],
    ['203.0.113.7', 4, 0xcb007107n],
    ['255.255.255.255', 4, 0xffffffffn],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['2001:DB8::1', 6, 0x20010db8000000000000000000000001n],
    ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
    ['64:ff9b::192.0.2.1', 6, 0x0064ff9b0000000000000000c0000201n],
    ['::ffff:203.0.113.7', 4, 0xcb007107n],
  ] as const)('%s is read as IPv%i', (text, family, value) => {
    expect(parseAddress(text)).toEqual({ family, value })
  })

  it.each(
    '|256.1.1.1|1.2.3|1.2.3.4.|01.2.3.4|1.2.3.4/24|１.2.3.4|localhost|1:2:3:4:5:6:7|1:2:3:4:5:6:7:8:9|1::2::3|12345::|1:2:3:4:5:6:7::8|::1.2.3.999|:::|fe80::1%eth0'.split(
      '|',
    ),
  )('%j is none', (text) => {
    expect(parseAddress(text)).toBeUndefined()
  })

  it.each([
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', undefined],
    ['', undefined],
  ])('of a connection from %j is %j', (text, plain) => {
    expect(plainAddress(text)).toBe(plain)
  })
})

describe('a range', () => {
  it.each([
    ['', '', false, { first: 'MSG-IPA-001', last: 'MSG-IPA-003' }],
    ['  ', '192.0.2.1', false, { first: 'MSG-IPA-001' }],
    ['192.0.2.1', '', false, { last: 'MSG-IPA-003' }],
    ['192.0.2', '192.0.2.x', false, { first: 'MSG-IPA-002', last: 'MSG-IPA-002' }],
    ['2001:db8::1', '192.0.2.1', false, { first: 'MSG-IPA-002' }],
    ['192.0.2.10', '192.0.2.9', false, { last: 'MSG-IPA-006' }],
    // As numbers, not as texts.
    ['192.0.2.9', '192.0.2.10', false, {}],
    ['192.0.2.9', '192.0.2.9', false, {}],
    ['2001:db8::1', '2001:db8::ff', true, {}],
    ['2001:db8::2', '2001:db8::1', true, { last: 'MSG-IPA-006' }],
    ['nowhere', '2001:db8::1', true, { first: 'addresses.wrong' }],
    ['192.0.2.1', '2001:db8::1', true, { last: 'addresses.otherFamily' }],
  ] as const)('from %j to %j, IPv6 allowed %j, has these faults', (first, last, ipv6, faults) => {
    expect(
      Object.fromEntries(rangeFaults({ first, last }, ipv6).map(({ field, message }) => [field, message])),
    ).toEqual(faults)
  })

  it.each([
    ['192.0.2.0', '192.0.2.255', '192.0.2.0', true],
    ['192.0.2.0', '192.0.2.255', '192.0.2.255', true],
    ['192.0.2.0', '192.0.2.255', '192.0.3.0', false],
    ['192.0.2.7', '192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.7', '192.0.2.8', false],
    ['0.0.0.0', '255.255.255.255', '::1', false],
    ['::', '::ffff', '0.0.0.5', false],
    ['192.0.2.0', '192.0.2.255', '', false],
  ] as const)('from %s to %s and the address %j: %j', (first, last, address, expected) => {
    expect(isWithin(address, [{ first, last }])).toBe(expected)
  })

  it.each([
    ['203.0.113.0/24', '203.0.113.0', '203.0.113.255'],
    [' 203.0.113.77/30 ', '203.0.113.76', '203.0.113.79'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['2001:db8::/126', '2001:db8:0:0:0:0:0:0', '2001:db8:0:0:0:0:0:3'],
  ])('of the network %s goes from %s to %s', (network, first, last) => {
    expect(rangeOfNetwork(network)).toEqual({ first, last })
  })

  it.each(['203.0.113.0', '203.0.113.0/33', 'a/8', '1.2.3.4/'])('of %s is none', (text) => {
    expect(rangeOfNetwork(text)).toBeUndefined()
  })
})
