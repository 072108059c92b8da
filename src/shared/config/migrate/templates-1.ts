import { isMap, isScalar, isSeq } from 'yaml'
import type { Node } from 'yaml'
import { joinPath } from '../entry.ts'
import type { Span } from '../line-index.ts'
import type { Field } from '../map-fields.ts'
import { fieldsOf, follow } from '../map-fields.ts'
import { nearest } from '../nearest.ts'
import { scalarText } from '../yaml-scalar.ts'
import { spanOf } from '../yaml-source.ts'
import type { OldFile } from './old-file.ts'
import { valueOf } from './old-file.ts'

/** One name under `configs` of version 1. */
export interface Template {
  readonly name: string
  readonly path: string
  readonly span: Span
  /** Of `ssh_host_cert`. */
  readonly principals?: Field
}

/** The types whose files a template names, so that it has a meaning there; `identity` and `tls_cas` are in every standard set. */
const fits: Readonly<Record<string, readonly string[]>> = {
  identity: ['identity', 'application', 'database', 'kubernetes'],
  tls_cas: ['identity', 'application', 'database', 'kubernetes'],
  ssh_client: ['identity'],
  tls: ['application', 'database'],
  mongo: ['database'],
  cockroach: ['database'],
  kubernetes: ['kubernetes'],
  ssh_host_cert: ['ssh_host'],
}
const names = Object.keys(fits)
const formats = ['tls', 'mongo', 'cockroach']

/** The templates of an entry; undefined after telling what is wrong with them. */
export function readTemplates(file: OldFile, field: Field | undefined, path: string): Template[] | undefined {
  const { source, story } = file
  const list = valueOf(field, source)
  if (field === undefined || list === undefined) return []
  const at = joinPath(path, 'configs')
  if (!isSeq(list)) {
    story.refuse('config.v1-template', at, spanOf(field.key), '`configs` must be a list of names.')
    return undefined
  }
  const found: Template[] = []
  let isFine = true
  for (const [index, item] of list.items.entries()) {
    const template = readTemplate(file, item as Node, `${at}[${index}]`) // a parsed list holds nodes only
    const isAgain = template !== undefined && found.some(({ name }) => name === template.name)
    if (isAgain) {
      const message = `\`${template.name}\` stands twice in \`configs\`. Remove one.`
      story.refuse('config.v1-template', template.path, template.span, message)
    }
    if (template === undefined || isAgain) isFine = false
    else found.push(template)
  }
  return isFine ? found : undefined
}

function readTemplate(file: OldFile, written: Node, path: string): Template | undefined {
  const { source, story, budget } = file
  const node = follow(written, source)
  const span = spanOf(written)
  const refuse = (message: string): undefined => {
    story.refuse('config.v1-template', path, span, message)
    return undefined
  }
  if (isScalar(node)) return known({ name: scalarText(node), path, span }, refuse)
  const fields = isMap(node) ? fieldsOf(node, path, { source, report: story.report, budget }) : []
  const [only] = fields
  if (only === undefined || fields.length > 1) return refuse('Write one name here, for example `tls`.')
  const value = valueOf(only, source)
  const options = isMap(value)
    ? fieldsOf(value, joinPath(path, only.name), { source, report: story.report, budget })
    : []
  const principals =
    only.name === 'ssh_host_cert' ? options.find(({ name }) => name === 'principals') : undefined
  if ((value !== undefined && !isMap(value)) || options.some((option) => option !== principals)) {
    return refuse(
      `The settings of \`${only.name}\` have no place in version 2. Write the name alone, and check who reads the files.`,
    )
  }
  return known({ name: only.name, path, span, ...(principals === undefined ? {} : { principals }) }, refuse)
}

function known(template: Template, refuse: (message: string) => undefined): Template | undefined {
  if (fits[template.name] !== undefined) return template
  const meant = nearest(template.name, names)
  return refuse(
    `This name is not known under \`configs\`. ${meant === undefined ? `Write one of ${names.map((name) => `\`${name}\``).join(', ')}.` : `Write \`${meant}\`.`}`,
  )
}

/** The format of a database that the templates ask for, or `tls` of an application. */
export function formatOf(templates: readonly Template[]): Template | undefined {
  return templates.find(({ name }) => formats.includes(name))
}

/** False after telling which template the type has no files for, or which two exclude each other. */
export function checkTemplates({ story }: OldFile, templates: readonly Template[], type: string): boolean {
  const misfits = templates.filter(({ name }) => fits[name]?.includes(type) !== true)
  for (const { name, path, span } of misfits) {
    const message = `A service of the type \`${type}\` has no files for \`${name}\`. Remove it here, and make a second entry if you need them.`
    story.refuse('config.v1-template', path, span, message)
  }
  const [first, second] = templates.filter(({ name }) => formats.includes(name))
  if (misfits.length === 0 && first !== undefined && second !== undefined) {
    const message = `A database has one format, and this entry has \`${first.name}\` and \`${second.name}\`. Remove one, or make two entries of it.`
    story.refuse('config.v1-two-formats', second.path, second.span, message)
    return false
  }
  return misfits.length === 0
}
