import { expect, it } from 'vitest'
import { makeExport } from '../../../shared/export/index.ts'
import { tokenFileOption } from '../../../shared/export/secret-files.ts'
import { optionView } from './option-view.ts'

it('shows the preset as the export writes it', () => {
  const bot = 'CI deploy'
  const text = `version: v2
proxy_server: teleport.example.com:443
onboarding: {join_method: token, token: canary-secret-0123456789ab}
services: [{type: identity, destination: {type: directory, path: /opt/id}}]
`
  const { files } = makeExport('tbot', { text, target: 19, bot, options: {}, withSecrets: false })
  const { preset } = optionView(tokenFileOption, bot)
  expect(preset).toBe('/etc/tbot/ci-deploy.token')
  expect(files[0]?.text).toContain(`token: ${preset}`)
})
