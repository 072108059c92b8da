import { expect, it } from 'vitest'
import { hostOf } from './address.ts'

it.each([
  ['teleport.example.com:443', 'teleport.example.com'],
  ['teleport.example.com', 'teleport.example.com'],
  ['127.0.0.1:3025', '127.0.0.1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
])('takes the host out of %s', (address, host) => {
  expect(hostOf(address)).toBe(host)
})
