import { describe, expect, test } from 'vitest'
import { parseGoUrl } from './go-url.ts'

describe("what Go's url.Parse accepts (go 1.26)", () => {
  test.each([
    ['tcp://127.0.0.1:80', 'tcp', '127.0.0.1:80', ''],
    ['TCP://[::1]:', 'tcp', '[::1]:', ''],
    ['tcp://[fe80::1%25a%20b]:1', 'tcp', '[fe80::1%25a%20b]:1', ''],
    ['tcp://[::ffff:1.2.3.4]:1', 'tcp', '[::ffff:1.2.3.4]:1', ''],
    ['tcp://::1:80', 'tcp', '::1:80', ''],
    ['tcp://u:p@h:1/a?b=%#%41', 'tcp', 'h:1', '/a'],
    ['tcp://a%C3%A9%25é"<>:1', 'tcp', 'a%C3%A9%25é"<>:1', ''],
    ['unix:///a b%20c', 'unix', '', '/a b%20c'],
    ['unix:/a', 'unix', '', '/a'],
    ['unix:a%', 'unix', '', ''],
    ['//h:1', '', 'h:1', ''],
    ['///h:1', '', '', '///h:1'],
    ['a/b:c', '', '', 'a/b:c'],
    ['', '', '', ''],
    ['tcp://a:1#\t', 'tcp', 'a:1', ''],
  ])('%j', (text, scheme, host, path) => {
    expect(parseGoUrl(text)).toEqual({ scheme, host, path })
  })

  test.each([
    [':80', 'no-scheme'],
    ['1a:b', 'colon'],
    ['x y:1', 'colon'],
    ['[::1]:80', 'colon'],
    ['tcp://a\u007f:1', 'control'],
    ['tcp://a:1?\n', 'control'],
    ['tcp://a:b', 'port'],
    ['tcp://[::1]80', 'port'],
    ['tcp://a[::1]:80', 'bracket'],
    ['tcp://[::1', 'bracket'],
    ['tcp://[::1%25]:80', 'bracket'],
    ['tcp://[::1%25%C3]:80', 'escape'],
    ['tcp://[::1%25a|]:80', 'host'],
    ['tcp://a b:1', 'host'],
    ['tcp://a%41:1', 'escape'],
    ['tcp://a%4:1', 'escape'],
    ['tcp://a|b@h:1', 'user'],
    ['tcp://é@h:1', 'user'],
    ['tcp://a%zz@h:1', 'escape'],
    ['tcp://h:1/%zz', 'escape'],
    ['a%2', 'escape'],
    ['tcp://h:1#%', 'escape'],
  ])('and what it refuses: %j', (text, fault) => {
    expect(parseGoUrl(text)).toBe(fault)
  })
})
