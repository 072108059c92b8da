import { stringify } from 'yaml'
import { checkConfig } from '../check-config.ts'
import { parameterTargets, parseJoinUri } from '../join-uri.ts'
import type { TargetVersion } from '../problem.ts'
import type { Import, ImportPart } from './model.ts'
import { hidden, notUnderstood, understood } from './parts.ts'

/** The join link a text is, without quotes and brackets around it. */
export function linkIn(text: string): string | undefined {
  const [, link] = /^["'`<]?(tbot\+[^\s"'`<>]+)["'`>]?$/.exec(text.trim()) ?? []
  return link
}

/** A file that says what a join link says (tbot-config.md 2.5), so that every version understands it; undefined for a malformed link. */
export function importLink(link: string, target: TargetVersion): Import | undefined {
  const uri = parseJoinUri(link)
  if (uri === undefined) return undefined
  const address = uri.kind === 'auth' ? 'auth_server' : 'proxy_server'
  const parts: ImportPart[] = [
    understood('address of the link', uri.address, address),
    understood('method of the link', uri.method, 'onboarding.join_method'),
    understood('token of the link', uri.token, 'onboarding.token'),
  ]
  const place = parameterTargets[uri.method]
  const section: Record<string, Record<string, string>> = {}
  if (uri.parameter !== undefined && place !== undefined) {
    const [name, key] = place
    section[name] = { [key]: uri.parameter }
    parts.push(understood('second part of the link', uri.parameter, `onboarding.${name}.${key}`))
  } else if (uri.parameter !== undefined) {
    const note = `The method \`${uri.method}\` has no use for it; tbot drops it.`
    parts.push(notUnderstood('second part of the link', note, hidden(uri.parameter)))
  }
  const onboarding = { join_method: uri.method, token: uri.token, ...section }
  const text = stringify({ version: 'v2', [address]: uri.address, onboarding }, { lineWidth: 0 })
  return { kind: 'join-uri', parts, text, problems: checkConfig(text, { target }).problems }
}
