/** What all objects of one bot have in common. */
export interface Metadata {
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

/** The name of the bot's objects, and what finds them. */
export function metadataOf(slug: string, namespace: string): Metadata {
  const labels = { 'app.kubernetes.io/name': 'tbot', 'app.kubernetes.io/instance': slug }
  return { name: `tbot-${slug}`, namespace, labels }
}

/** What holds the bot's file: with secrets in it, it is no ConfigMap. */
export type ConfigKind = 'ConfigMap' | 'Secret'

/** The object with the bot's file. */
export function configObject(kind: ConfigKind, metadata: Metadata, text: string): object {
  const content = { 'tbot.yaml': text }
  return {
    apiVersion: 'v1',
    kind,
    metadata,
    ...(kind === 'Secret' ? { stringData: content } : { data: content }),
  }
}
