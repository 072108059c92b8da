import { parseAllDocuments } from 'yaml'
import { readApp } from './app.ts'
import { readBot } from './bot.ts'
import { readLock } from './lock.ts'
import type { StoredResource } from './stored-resource.ts'
import { readRole } from './role.ts'
import { refuse, Section } from './section.ts'
import { readToken } from './token.ts'

const longestTextBytes = 1024 * 1024

/** Reads one resource given as plain data and applies the official defaults. */
export function readResource(value: unknown): StoredResource {
  const resource = new Section(value, '')
  resource.only(['kind', 'sub_kind', 'version', 'metadata', 'spec', 'status'])
  const kind = resource.requiredText('kind')
  switch (kind) {
    case 'role':
      return readRole(resource)
    case 'token':
      return readToken(versioned(resource, 'v2'))
    case 'bot':
      return readBot(versioned(resource, 'v1'))
    case 'app':
      return readApp(versioned(resource, 'v3'))
    case 'lock':
      return readLock(versioned(resource, 'v2'))
    case 'cert_authority':
    case 'user':
      return refuse('kind', `a ${kind} is made by the cluster and cannot be written`)
    default:
      return refuse('kind', `"${kind}" is not a kind of the local cluster`)
  }
}

/** Reads every document of a YAML text; empty documents are skipped, a text without any resource is refused. */
export function parseResources(yamlText: string): readonly StoredResource[] {
  if (Buffer.byteLength(yamlText) > longestTextBytes) refuse('resource', 'is larger than 1 MiB')
  const documents = parseAllDocuments(yamlText)
  const list = Array.isArray(documents) ? documents : []
  const resources = list.flatMap((document) => {
    const [problem] = document.errors
    if (problem !== undefined) refuse('resource', `not YAML: ${problem.message.split('\n')[0] ?? ''}`)
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    return value === null || value === undefined ? [] : [readResource(value)]
  })
  return resources.length > 0 ? resources : refuse('resource', 'there is no resource in the text')
}

function versioned(resource: Section, version: string): Section {
  const asked = resource.text('version') ?? version
  return asked === version ? resource : refuse('version', `must be ${version}, not ${asked}`)
}
