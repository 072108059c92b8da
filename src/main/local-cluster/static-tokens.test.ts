import { describe, expect, it } from 'vitest'
import { createSimulator } from '../ports/testing/simulator.ts'
import { readStaticTokens } from './static-tokens.ts'

async function read(text: string) {
  const { files } = createSimulator({ seed: 1 }).host('workstation').ports
  const folder = await files.openDirectory('/etc/botdesk', { create: true, symlinks: 'follow' })
  await folder.create('tokens.yaml', Buffer.from(text), { mode: 0o600 })
  await folder.create('secret', Buffer.from('from-a-file\n'), { mode: 0o600 })
  return await readStaticTokens(files, '/etc/botdesk/tokens.yaml')
}

describe('a file of static tokens', () => {
  it.each([
    ['a token with its bot', '- {token: t1, bot: demo}', [{ token: 't1', roles: ['Bot'], bot: 'demo' }]],
    ['the short form', '- "node,App:t2"', [{ token: 't2', roles: ['Node', 'App'] }]],
    [
      'a value in a file',
      '- {token: /etc/botdesk/secret, bot: demo}',
      [{ token: 'from-a-file', roles: ['Bot'], bot: 'demo' }],
    ],
    [
      'a resource',
      'kind: static_tokens\nspec: {static_tokens: [{token: t3, roles: [bot], bot_name: demo}]}',
      [{ token: 't3', roles: ['Bot'], bot: 'demo' }],
    ],
  ])('may hold %s', async (_, text, tokens) => {
    expect(await read(text)).toEqual(tokens)
  })

  it.each([
    ['a bot token without its bot', '- "bot:t"', /has to name its bot/],
    ['an unknown role', '- "pigeon:t"', /unknown system role/],
    ['no role', '- just-a-token', /role:value/],
    ['an unknown member', '- {token: t, bots: demo}', /bots: is not known/],
    ['no list', 'a: b', /must be a list/],
    ['no YAML', '[', /not YAML/],
    ['a missing file behind a value', '- {token: /etc/botdesk/none, bot: demo}', /ENOENT/],
  ])('with %s is refused', async (_, text, reason) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'cluster.refused',
      message: expect.stringMatching(reason) as string,
    })
  })
})
