import { AppError } from '../errors.ts'
import type { Era, Schema, SchemaFile, VariantFolder } from './schema.ts'
import { schemaFiles } from './tbot-config.gen.ts'

const always: Era = { since: 0, until: Infinity }

function filesIn(folder: string): [path: string, file: SchemaFile][] {
  return Object.entries(schemaFiles).filter(([path]) => path.startsWith(`${folder}/`))
}

/** When a key, type or method exists. */
export function eraOf(schema: Pick<SchemaFile, 'x-since' | 'x-until'>): Era {
  return { since: schema['x-since'] ?? always.since, until: schema['x-until'] ?? always.until }
}

/** True when `target` knows it. */
export function isKnownAt(era: Era, target: number): boolean {
  return era.since <= target && target <= era.until
}

/** Join methods by name (tbot-config.md 2.2), with era and whether the identity is renewed (2.4). */
export const joinMethods: ReadonlyMap<string, SchemaFile> = new Map(
  filesIn('join-methods').map(([path, file]) => [path.replace(/^.*\/|\.json$/g, ''), file]),
)

/** True when the bot keeps its identity and renews it; otherwise it joins at every start (tbot-config.md 2.4). */
export function isRenewable(method: string): boolean {
  return joinMethods.get(method)?.['x-renewable'] === true
}

/** The section of `onboarding` a join method reads, e.g. `terraform` for `terraform_cloud`. */
export function sectionsOf(method: string): readonly string[] {
  return Object.keys(joinMethods.get(method)?.properties ?? {})
}

function locate(reference: string, from: string): { file: SchemaFile; path: string } {
  const [relative = '', pointer] = reference.split('#/definitions/')
  const path = new URL(relative, `file:///${from}`).pathname.slice(1)
  const file = schemaFiles[path]
  const found = pointer === undefined ? file : file?.definitions?.[pointer]
  if (found === undefined) throw new AppError('internal.unexpected', `schema ${reference} is missing`)
  return { file: found, path }
}

const variantCache = new Map<VariantFolder, ReadonlyMap<string, Schema>>()

function variantsOf(folder: VariantFolder): ReadonlyMap<string, Schema> {
  const cached = variantCache.get(folder)
  if (cached !== undefined) return cached
  const variants = new Map(
    filesIn(folder).map(([path, file]) => [file.properties?.['type']?.const ?? path, resolve(file, path)]),
  )
  variantCache.set(folder, variants)
  return variants
}

function resolveEach(files: Readonly<Record<string, SchemaFile>>, from: string): Record<string, Schema> {
  return Object.fromEntries(Object.entries(files).map(([key, file]) => [key, resolve(file, from)]))
}

function valuesOf(file: SchemaFile): ReadonlyMap<string, Era> | undefined {
  if (file['x-values-of'] === 'join-methods') {
    return new Map([...joinMethods].map(([name, method]) => [name, eraOf(method)]))
  }
  return file.enum === undefined ? undefined : new Map(file.enum.map((value) => [value, always]))
}

function resolve(file: SchemaFile, from: string): Schema {
  if (file.$ref !== undefined) {
    const { $ref, ...marks } = file
    const target = locate($ref, from)
    return { ...resolve(target.file, target.path), ...resolve(marks, from) }
  }
  const { properties, additionalProperties, items, enum: _enum, ...plain } = file
  const sections = file['x-sections-of'] === undefined ? [] : filesIn(file['x-sections-of'])
  const folder = file['x-variants']
  const values = valuesOf(file)
  return {
    ...plain,
    ...(properties === undefined ? {} : { properties: resolveEach(properties, from) }),
    ...(sections.length === 0
      ? {}
      : {
          properties: Object.assign(
            resolveEach(properties ?? {}, from),
            ...sections.map(([path, section]) => resolveEach(section.properties ?? {}, path)),
          ),
        }),
    ...(additionalProperties === undefined
      ? {}
      : { additionalProperties: resolve(additionalProperties, from) }),
    ...(items === undefined ? {} : { items: resolve(items, from) }),
    ...(folder === undefined ? {} : { variants: variantsOf(folder) }),
    ...(values === undefined ? {} : { values }),
  }
}

/** Destination types by `type` (tbot-config.md 3.1). */
export const destinationSchemas = variantsOf('destinations')
/** Service types by `type`, those of all eras (tbot-config.md 4). */
export const serviceSchemas = variantsOf('services')
/** The whole of `tbot.yaml`. */
export const rootSchema: Schema = resolve(locate('tbot.json', '').file, 'tbot.json')
