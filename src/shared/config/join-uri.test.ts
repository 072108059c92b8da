import { expect, test } from 'vitest'
import { parseJoinUri } from './join-uri.ts'

test.each([
  ['tbot+proxy+token://abc@a.example.com:443', ['proxy', 'token', 'abc', undefined, 'a.example.com:443']],
  ['tbot+auth+bound-keypair://t:secret@a.b:3025', ['auth', 'bound_keypair', 't', 'secret', 'a.b:3025']],
  ['tbot+auth+boundkeypair://t@a.b:3025', ['auth', 'bound_keypair', 't', undefined, 'a.b:3025']],
  ['tbot+proxy+azuredevops://t@[::1]:443/', ['proxy', 'azure_devops', 't', undefined, '[::1]:443']],
  ['tbot+proxy+terraform-cloud://t:TAG@a.b:443', ['proxy', 'terraform_cloud', 't', 'TAG', 'a.b:443']],
  ['tbot+proxy+iam://a%2Fb@a.b:443', ['proxy', 'iam', 'a/b', undefined, 'a.b:443']],
])('%s is taken apart', (text, [kind, method, token, parameter, address]) => {
  expect(parseJoinUri(text)).toEqual({ kind, method, token, parameter, address })
})

test.each([
  'nonsense',
  'https://a.b:443',
  'tbot+proxy+token://a.b:443',
  'tbot+relay+token://t@a.b:443',
  'tbot+proxy+ec2://t@a.b:443',
  'tbot+proxy+token://t@a.b',
  'tbot+proxy+token://t@:443',
  'tbot+proxy+token://%@a.b:1',
  'tbot+proxy+bound_keypair://t@a.b:443',
  'tbot+proxy+github://t@a.b:99999',
  '',
])('%j is no join link', (text) => {
  expect(parseJoinUri(text)).toBeUndefined()
})
