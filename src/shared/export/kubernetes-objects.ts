import type { ExportSource, SourceService } from './source.ts'
import { isOn, mapAt, textAt } from './values.ts'

/** A folder of the file inside of the pod. */
export interface PodFolder {
  readonly path: string
  readonly volume: string
}

interface PodParts {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: object }
  readonly folders: readonly PodFolder[]
  /** What holds the bot's file. */
  readonly configKind: 'ConfigMap' | 'Secret'
  /** Keys of the Secret with what was left out of the file. */
  readonly secretFiles: readonly string[]
  readonly secretsPath: string
  readonly audience: string
  readonly port: number
}

/** What the bot may do in its namespace: write the Secrets of its services and the one of its storage, and no other. */
export function accessRules(services: readonly SourceService[], storage: string | undefined): object[] {
  const written = services
    .map(({ values }) => mapAt(values, 'destination'))
    .flatMap((each) => (textAt(each, 'type') === 'kubernetes_secret' ? [textAt(each, 'name')] : []))
  const names = [...new Set([...written, ...(storage === undefined ? [] : [storage])])]
  const hasArgo = services.some(({ type }) => type === 'kubernetes/argo-cd')
  return [
    // A name cannot restrict what does not exist yet, so that creating is a rule of its own.
    ...(names.length === 0 && !hasArgo
      ? []
      : [{ apiGroups: [''], resources: ['secrets'], verbs: ['create'] }]),
    ...(names.length === 0
      ? []
      : [
          {
            apiGroups: [''],
            resources: ['secrets'],
            resourceNames: names,
            verbs: ['get', 'update', 'patch'],
          },
        ]),
    ...(hasArgo
      ? [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'update', 'patch', 'delete'] }]
      : []),
  ]
}

/** One pod at a time; with `oneshot` a Job, since it ends. */
export function deployment(source: ExportSource, parts: PodParts): object {
  const { metadata } = parts
  const isOneshot = isOn(source.values, 'oneshot')
  const template = { metadata: { labels: metadata.labels }, spec: podSpec(source, parts, isOneshot) }
  if (isOneshot) return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { backoffLimit: 3, template } }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: metadata.labels },
      template,
    },
  }
}

function podSpec(source: ExportSource, parts: PodParts, isOneshot: boolean): object {
  const { folders, configKind, secretFiles, secretsPath, audience, metadata } = parts
  const usesAccount = source.join.method === 'kubernetes'
  const needsTmp = !folders.some(({ path }) => path === '/tmp')
  const volumes = [
    configKind === 'Secret'
      ? { name: 'config', secret: { secretName: metadata.name } }
      : { name: 'config', configMap: { name: metadata.name } },
    ...(usesAccount
      ? [
          {
            name: 'join-token',
            // 600 s is the least Kubernetes allows.
            projected: {
              sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 600, audience } }],
            },
          },
        ]
      : []),
    ...(secretFiles.length === 0
      ? []
      : [{ name: 'secrets', secret: { secretName: `${metadata.name}-join`, defaultMode: 0o400 } }]),
    ...folders.map(({ volume }) => ({ name: volume, emptyDir: { medium: 'Memory' } })),
    ...(needsTmp ? [{ name: 'tmp', emptyDir: {} }] : []),
  ]
  const mounts = [
    { name: 'config', mountPath: '/etc/tbot', readOnly: true },
    ...(usesAccount ? [{ name: 'join-token', mountPath: '/var/run/secrets/tokens', readOnly: true }] : []),
    ...(secretFiles.length === 0 ? [] : [{ name: 'secrets', mountPath: secretsPath, readOnly: true }]),
    ...folders.map(({ volume, path }) => ({ name: volume, mountPath: path })),
    ...(needsTmp ? [{ name: 'tmp', mountPath: '/tmp' }] : []),
  ]
  return {
    serviceAccountName: metadata.name,
    ...(isOneshot ? { restartPolicy: 'OnFailure' } : {}),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65_532,
      fsGroup: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [{ ...container(source, parts, isOneshot), volumeMounts: mounts }],
    volumes,
  }
}

function container(source: ExportSource, { port }: PodParts, isOneshot: boolean): object {
  const { option, target } = source
  const from = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } })
  const ask = (path: string) => ({ httpGet: { path, port: 'diagnostics' } })
  return {
    name: 'tbot',
    image: `${option('image')}:${option('version') || String(target)}`,
    args: ['start', '-c', '/etc/tbot/tbot.yaml', '--log-format', 'json'],
    env: [
      from('POD_NAMESPACE', 'metadata.namespace'),
      // The Kubernetes attestor asks the kubelet of this node (tbot-config.md 8.7).
      from('TELEPORT_NODE_NAME', 'spec.nodeName'),
      ...(source.join.method === 'kubernetes'
        ? [{ name: 'KUBERNETES_TOKEN_PATH', value: '/var/run/secrets/tokens/token' }]
        : []),
    ],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    ...(isOneshot
      ? {}
      : {
          ports: [{ name: 'diagnostics', containerPort: port }],
          livenessProbe: {
            ...ask('/livez'),
            initialDelaySeconds: 10,
            periodSeconds: 10,
            failureThreshold: 6,
          },
          readinessProbe: {
            ...ask('/readyz'),
            initialDelaySeconds: 5,
            periodSeconds: 10,
            failureThreshold: 3,
          },
        }),
  }
}
