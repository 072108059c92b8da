import { pathFrom, serviceFolders } from './folders.ts'
import type { ConfigKind, Metadata } from './kubernetes-objects.ts'
import { checkFolders } from './kubernetes-rules.ts'
import { listeners } from './listeners.ts'
import type { ExportSource } from './source.ts'
import { imageOf } from './tbot-image.ts'
import { isOn } from './values.ts'

/** Where the Secret with what is not in the bot's file is mounted. */
export const secretsPath = '/var/run/secrets/tbot'
const configPath = '/etc/tbot'
const accountTokenPath = '/var/run/secrets/tokens'

interface PodParts {
  readonly metadata: Metadata
  readonly configKind: ConfigKind
  /** The Secret mounted at `secretsPath`, when there is one. */
  readonly joinSecret: string | undefined
  /** Of the token that the method kubernetes joins with. */
  readonly audience: string
  readonly port: number
}

/** One pod at a time; with `oneshot` a Job, since it ends. */
export function workload(source: ExportSource, parts: PodParts): object {
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
  const mounts = mountsOf(source, parts)
  return {
    serviceAccountName: parts.metadata.name,
    ...(isOneshot ? { restartPolicy: 'OnFailure' } : {}),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65_532,
      fsGroup: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
      // Its account has no right to low ports, so that they are made ports for everybody in the pod.
      ...(listeners(source).some(({ port }) => port > 0 && port < 1024)
        ? { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }
        : {}),
    },
    containers: [
      {
        ...container(source),
        ...(isOneshot ? {} : probes(parts.port)),
        volumeMounts: mounts.map(({ name, mount }) => ({ name, ...mount })),
      },
    ],
    volumes: mounts.map(({ name, volume }) => ({ name, ...volume })),
  }
}

interface Mount {
  readonly name: string
  readonly volume: object
  readonly mount: { readonly mountPath: string; readonly readOnly?: true }
}

function mountsOf(source: ExportSource, { metadata, configKind, joinSecret, audience }: PodParts): Mount[] {
  const config =
    configKind === 'Secret'
      ? { secret: { secretName: metadata.name } }
      : { configMap: { name: metadata.name } }
  // 600 s is the least Kubernetes allows.
  const accountToken = { serviceAccountToken: { path: 'token', expirationSeconds: 600, audience } }
  const written = serviceFolders(source).map((each) => ({ ...each, path: pathFrom('', each.path) }))
  checkFolders(written, [configPath, secretsPath, accountTokenPath])
  // Numbered: names of services may be long, and differ in characters that a volume's name must not have.
  const folders = [...new Set(written.map(({ path }) => path))].map((mountPath, index) => ({
    name: `files-${index + 1}`,
    volume: { emptyDir: { medium: 'Memory' } },
    mount: { mountPath },
  }))
  const tmp = { name: 'tmp', volume: { emptyDir: {} }, mount: { mountPath: '/tmp' } }
  return [
    { name: 'config', volume: config, mount: { mountPath: configPath, readOnly: true } },
    ...(source.join.method === 'kubernetes'
      ? [
          {
            name: 'join-token',
            volume: { projected: { sources: [accountToken] } },
            mount: { mountPath: accountTokenPath, readOnly: true },
          } as const,
        ]
      : []),
    ...(joinSecret === undefined
      ? []
      : [
          {
            name: 'secrets',
            volume: { secret: { secretName: joinSecret, defaultMode: 0o400 } },
            mount: { mountPath: secretsPath, readOnly: true },
          } as const,
        ]),
    ...folders,
    ...(folders.some(({ mount }) => mount.mountPath === tmp.mount.mountPath) ? [] : [tmp]),
  ]
}

function container(source: ExportSource): object {
  const from = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } })
  return {
    name: 'tbot',
    image: imageOf(source),
    args: ['start', '-c', `${configPath}/tbot.yaml`, '--log-format', 'json'],
    env: [
      from('POD_NAMESPACE', 'metadata.namespace'),
      // The Kubernetes attestor asks the kubelet of this node (tbot-config.md 8.7).
      from('TELEPORT_NODE_NAME', 'spec.nodeName'),
      ...(source.join.method === 'kubernetes'
        ? [{ name: 'KUBERNETES_TOKEN_PATH', value: `${accountTokenPath}/token` }]
        : []),
    ],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  }
}

function probes(port: number): object {
  const ask = (path: string) => ({ httpGet: { path, port: 'diagnostics' } })
  return {
    ports: [{ name: 'diagnostics', containerPort: port }],
    livenessProbe: { ...ask('/livez'), initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 6 },
    readinessProbe: { ...ask('/readyz'), initialDelaySeconds: 5, periodSeconds: 10, failureThreshold: 3 },
  }
}
