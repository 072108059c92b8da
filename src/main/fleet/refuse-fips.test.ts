import { expect, test } from 'vitest'
import { checkConfig, newestTarget } from '../../shared/config/index.ts'
import { refuseFips } from './run-bot.ts'

const text = 'version: v2\nauth_server: a:1\nonboarding: {join_method: iam, token: a}\n'

test.each(['fips: true', 'fips: yes # botdesk: keep config.needs-fips-build, ours is one'])(
  '`%s` does not start here, as it does not with the usual tbot',
  (line) => {
    const checked = checkConfig(`${text}${line}\n`, { target: newestTarget })
    expect(checked.config).toBeDefined()
    expect(() => refuseFips(checked)).toThrow(expect.objectContaining({ code: 'internal.not-supported' }))
  },
)

test('without it, or with it off, a bot starts', () => {
  for (const line of ['', 'fips: false']) {
    expect(() => refuseFips(checkConfig(`${text}${line}\n`, { target: newestTarget }))).not.toThrow()
  }
})
