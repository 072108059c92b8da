import { describe, expect, it } from 'vitest'
import { parseResources } from './resources/parse.ts'
import type { RoleResource } from './resources/role.ts'
import { loginsOf, longestSessionMs, mayReachApp } from './roles.ts'

function role(spec: string): RoleResource {
  const [read] = parseResources(`kind: role\nversion: v7\nmetadata: {name: x}\nspec: ${spec}\n`)
  if (read?.kind !== 'role') throw new Error('not a role')
  return read
}

describe('labels of a role', () => {
  it.each([
    ["{'*': '*'}", true],
    ['{env: trial}', true],
    ['{env: [stage, trial]}', true],
    ['{env: tr*l}', true],
    ["{env: 't*i*l'}", true],
    ['{env: stage}', false],
    ['{env: trial, team: ops}', false],
    ['{other: "*"}', false],
    ["{env: 'trial*trial'}", false],
    ['{env: tria}', false],
    ['{}', false],
  ])('%s let it reach an application with env: trial: %s', (labels, isReached) => {
    const roles = [role(`{allow: {app_labels: ${labels}}}`)]
    expect(mayReachApp(roles, { env: 'trial' })).toBe(isReached)
  })

  it('in deny win over those in allow, from whichever role', () => {
    const all = role("{allow: {app_labels: {'*': '*'}}}")
    const none = role('{deny: {app_labels: {env: trial, team: ops}}}')
    expect(mayReachApp([all, none], { env: 'trial' })).toBe(false)
    expect(mayReachApp([all, none], { env: 'stage' })).toBe(true)
  })
})

describe('logins of roles', () => {
  it('are those granted, with traits in place, less those denied', () => {
    const roles = [
      role("{allow: {logins: [ops, root, '{{internal.logins}}', '{{external.none}}']}}"),
      role('{deny: {logins: [root]}}'),
    ]
    expect(loginsOf(roles, { logins: ['ubuntu', 'ops'] })).toEqual(['ops', 'ubuntu'])
  })
})

it('allows the shortest session of all roles', () => {
  const roles = [role('{options: {max_session_ttl: 8h}}'), role('{options: {max_session_ttl: 30m}}')]
  expect(longestSessionMs(roles)).toBe(30 * 60_000)
})
