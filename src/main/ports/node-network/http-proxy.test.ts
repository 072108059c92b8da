import { describe, expect, it } from 'vitest'
import { ProxySettingError, proxyFor } from './http-proxy.ts'

const target = { host: 'auth.trial.example', port: 3025 }
const proxy = { secure: false, host: 'proxy.example', port: 3128 }

describe('choosing a proxy', () => {
  it('uses none when no variable is set', () => {
    expect(proxyFor(target, {})).toBeUndefined()
  })

  it.each([
    [{ HTTPS_PROXY: 'http://proxy.example:3128' }],
    [{ https_proxy: 'proxy.example:3128' }],
    [{ HTTP_PROXY: 'http://proxy.example:3128' }],
    [{ HTTPS_PROXY: 'http://proxy.example:3128', https_proxy: 'http://other.example:1' }],
    [{ HTTPS_PROXY: '', https_proxy: 'http://proxy.example:3128' }],
    [{ HTTPS_PROXY: 'http://proxy.example:3128', HTTP_PROXY: 'http://other.example:1' }],
  ])('reads %o', (environment) => {
    expect(proxyFor(target, environment)).toEqual(proxy)
  })

  it('ignores HTTP_PROXY under CGI', () => {
    expect(proxyFor(target, { HTTP_PROXY: 'http://proxy.example', REQUEST_METHOD: 'GET' })).toBeUndefined()
  })

  it('knows the default ports and secure proxies', () => {
    expect(proxyFor(target, { HTTPS_PROXY: 'http://proxy.example' })?.port).toBe(80)
    expect(proxyFor(target, { HTTPS_PROXY: 'https://[2001:db8::1]' })).toEqual({
      secure: true,
      host: '2001:db8::1',
      port: 443,
    })
  })

  it('decodes the user and keeps the colon of an empty password', () => {
    const basic = (setting: string) =>
      Buffer.from(
        proxyFor(target, { HTTPS_PROXY: setting })?.authorization?.slice(6) ?? '',
        'base64',
      ).toString()
    expect(basic('http://us%40er:p%3Ass@proxy.example')).toBe('us@er:p:ss')
    expect(basic('http://user@proxy.example')).toBe('user:')
  })

  it.each(['socks5://proxy.example', 'ftp://proxy.example', 'http://:::'])('refuses %s', (setting) => {
    expect(() => proxyFor(target, { HTTPS_PROXY: setting })).toThrow(ProxySettingError)
  })
})

describe('NO_PROXY', () => {
  const isSpared = (noProxy: string, host: string, port = 3025) =>
    proxyFor({ host, port }, { HTTPS_PROXY: 'http://proxy.example', NO_PROXY: noProxy }) === undefined

  it.each(['localhost', '127.0.0.1', '127.8.9.1', '::1'])('never sends %s through a proxy', (host) => {
    expect(isSpared('', host)).toBe(true)
  })

  it.each([
    ['*', 'anything.example'],
    ['trial.example', 'trial.example'],
    ['trial.example', 'AUTH.trial.example'],
    [' Trial.Example , x', 'auth.trial.example'],
    ['.trial.example', 'auth.trial.example'],
    ['*.trial.example', 'auth.trial.example'],
    ['trial.example:3025', 'auth.trial.example'],
    ['10.0.0.0/8', '10.1.2.3'],
    ['2001:db8::/32', '2001:db8::7'],
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:3025', '192.0.2.1'],
    ['[2001:db8::7]:3025', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
    ['x:y:z,trial.example', 'auth.trial.example'],
  ])('%s spares %s', (noProxy, host) => {
    expect(isSpared(noProxy, host)).toBe(true)
  })

  it.each([
    ['trial.example', 'nottrial.example'],
    ['.trial.example', 'trial.example'],
    ['*.trial.example', 'trial.example'],
    ['trial.example:443', 'auth.trial.example'],
    ['10.0.0.0/8', '11.1.2.3'],
    ['10.0.0.0/99', '10.1.2.3'],
    ['10.0.0.0/', '10.1.2.3'],
    ['192.0.2.1:443', '192.0.2.1'],
    ['', 'auth.trial.example'],
  ])('%s does not spare %s', (noProxy, host) => {
    expect(isSpared(noProxy, host)).toBe(false)
  })
})
