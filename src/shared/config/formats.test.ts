import { describe, expect, test } from 'vitest'
import { checkFormat } from './formats.ts'
import { isIp, isIpv6 } from './internet.ts'

function verdict(format: string, text: string): string {
  const found = checkFormat(format, text)
  return found === undefined
    ? 'fine'
    : `${found.severity}${found.instead === undefined ? '' : ` → ${found.instead}`}`
}

describe('listen addresses (tbot-config.md 4.12, tbot-runtime.md 8.1)', () => {
  test.each([
    ['tcp://127.0.0.1:8080', 'fine'],
    ['tcp://localhost:8080', 'fine'],
    ['tcp://[::1]:5432', 'fine'],
    ['//127.0.0.1:80', 'fine'],
    ['unix:///run/a.sock', 'fine'],
    ['unix:/run/a.sock', 'fine'],
    ['tcp://0.0.0.0:80', 'hazard'],
    ['tcp://:80', 'hazard'],
    ['localhost:8080', 'hazard → tcp://localhost:8080'],
    ['127.0.0.1:8080', 'error → tcp://127.0.0.1:8080'],
    ['[::1]:80', 'error → tcp://[::1]:80'],
    [':8080', 'error → tcp://127.0.0.1:8080'],
    ['tcp://127.0.0.1:abc', 'error'],
    ['tcp://[::1', 'error'],
    ['tcp://a b:80', 'error'],
    ['tcp://localhost', 'hazard'],
    ['tcp://localhost:99999', 'hazard'],
    ['unix://run/a.sock', 'hazard → unix:///run/a.sock'],
    ['unix://', 'hazard'],
    ['/run/a.sock', 'hazard → unix:///run/a.sock'],
    ['udp://127.0.0.1:1', 'hazard'],
    ['unix:run/a.sock', 'hazard'],
    ['tcp:127.0.0.1:80', 'hazard'],
    ['tcp://::1:80', 'hazard'],
    ['unix:///a b', 'fine'],
    ['unix:///a"|^b', 'fine'],
    ['tcp://127.0.0.1:80#x', 'fine'],
    ['tcp://127.0.0.1:80?x=%zz', 'fine'],
    ['tcp://u:p@127.0.0.1:80', 'fine'],
    ['tcp://a<b:1', 'hazard'],
    ['tcp://[fe80::1%25eth0]:80', 'hazard'],
    ['unix:///run/%zz', 'error'],
    ['unix:///run/a#%', 'error'],
    ['tcp://h%41:80', 'error'],
    ['tcp://%zz:1', 'error'],
    ['tcp://[a]:1', 'error'],
    ['tcp://[::1%25]:1', 'error'],
    ['tcp://[127.0.0.1]:1', 'error'],
    ['tcp://a|b:1', 'error'],
    ['tcp://a b@127.0.0.1:1', 'error'],
    ['tcp://a\tb:1', 'error'],
    [' tcp://127.0.0.1:1', 'error'],
  ])('%s: %s', (text, expected) => {
    expect(verdict('listen', text)).toBe(expected)
  })

  test('the workload APIs are not checked at load, so nothing is an error', () => {
    expect(verdict('workload-listen', ':80')).toBe('hazard → tcp://127.0.0.1:80')
    expect(verdict('workload-listen', 'unix:///run/a.sock')).toBe('fine')
  })
})

describe('other formats', () => {
  test.each([
    ['listen-address', '127.0.0.1:3001', 'fine'],
    ['listen-address', '[::1]:3001', 'fine'],
    ['listen-address', ':3001', 'info'],
    ['listen-address', 'tcp://127.0.0.1:3001', 'hazard → 127.0.0.1:3001'],
    ['listen-address', '3001', 'hazard'],
    ['address', 'a.example.com:443', 'fine'],
    ['address', '[2001:db8::1]:443', 'fine'],
    ['address', 'https://a.example.com:443/web', 'hazard'],
    ['address', 'https://a.example.com:443//', 'hazard → a.example.com:443'],
    ['address', 'https://a.example.com:443', 'hazard → a.example.com:443'],
    ['address', 'a.example.com', 'hazard'],
    ['address', ':443', 'hazard'],
    ['ca-pin', `sha256:${'0'.repeat(64)}`, 'fine'],
    ['ca-pin', `SHA256:${'A'.repeat(64)}`, 'fine'],
    ['ca-pin', 'b'.repeat(64), `hazard → sha256:${'b'.repeat(64)}`],
    ['ca-pin', 'sha256:12', 'hazard'],
    ['service-name', 'a_b+c-1', 'fine'],
    ['service-name', 'Web.1', 'error → web-1'],
    ['service-name', '日本', 'error'],
    ['service-name', 'identity', 'error → my-identity'],
    ['service-name', 'Identity', 'error'],
    ['service-name', '--Web--1--', 'error → web--1'],
    ['folder', '/a', 'fine'],
    ['folder', 'C:\\bot', 'fine'],
    ['folder', './a', 'hazard'],
    ['kube-namespace', 'dev-1', 'fine'],
    ['kube-namespace', 'Dev_1', 'error → dev-1'],
    ['kube-namespace', '-', 'error'],
    ['kube-namespace', 'a'.repeat(64), 'error'],
    ['dns-prefix', 'teleport.argocd-cluster', 'fine'],
    ['dns-prefix', '.a', 'error → a'],
    ['arn', 'arn:aws:iam::123456789012:role/a:b', 'fine'],
    ['arn', 'aws:iam::1:role/a', 'error'],
    ['aws-region', 'us-gov-west-1', 'fine'],
    ['aws-region', 'us-iso-east-1', 'fine'],
    ['aws-region', 'us-isob-east-1', 'fine'],
    ['aws-region', 'aws-global', 'fine'],
    ['aws-region', 'aws-us-gov-global', 'fine'],
    ['aws-region', 'EU_WEST_1', 'error → eu-west-1'],
    ['ip-port', '10.0.0.53:53', 'fine'],
    ['ip-port', '[::1]:53', 'fine'],
    ['ip-port', '10.0.0.53', 'error → 10.0.0.53:53'],
    ['ip-port', 'dns.example.com:53', 'error'],
    ['ip', '10.0.0.1', 'fine'],
    ['ip', '10.0.0.256', 'error'],
    ['cidr', '10.0.0.0/8', 'fine'],
    ['cidr', '10.0.0.0/33', 'hazard'],
    ['cidr', 'fd00::/8', 'fine'],
    ['spiffe-path', '/web', 'fine'],
    ['spiffe-path', 'web', 'error → /web'],
  ])('%s %s: %s', (format, text, expected) => {
    expect(verdict(format, text)).toBe(expected)
  })

  test.each([
    '::',
    '::1',
    '1::',
    '2001:db8::8:800:200c:417a',
    '::ffff:10.0.0.1',
    'fe80::1%eth0',
    '1:2:3:4:5:6:7:8',
  ])('%s is IPv6', (text) => {
    expect(isIpv6(text)).toBe(true)
  })
  test.each(['', ':', '1:2:3', '1::2::3', '12345::', '::10.0.0.300', '1:2:3:4:5:6:7:8:9', 'fe80::1%', 'a.b'])(
    '%j is no address',
    (text) => {
      expect(isIp(text)).toBe(false)
    },
  )
})
