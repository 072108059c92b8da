import { isMapValue } from '../edit/model.ts'
import type { YamlValue } from '../edit/model.ts'
import {
  cockroachFiles,
  file,
  keyAgentFiles,
  kubeconfigFile,
  mongoFiles,
  multiplexerFiles,
  specificFiles,
  sshFiles,
  sshHostFiles,
  standardFiles,
  svidFiles,
} from './file-table.ts'
import type { PlannedFile, ServiceSketch } from './model.ts'

type Values = ServiceSketch['values']

/**
 * What a service writes into a destination of that type, by tbot-config.md 4.2–4.19 (names) and teleport-wire.md 6
 * (contents). Empty for services that only listen, and for types nobody knows.
 */
export function plannedFiles(service: ServiceSketch, destinationType: string): readonly PlannedFile[] {
  const { type, values } = service
  const isFolder = destinationType === 'directory'
  switch (type) {
    case 'identity':
      return [...standardFiles, ...(values['ssh_config'] === 'off' ? [] : sshFiles(isFolder))]
    case 'application':
      return [...standardFiles, ...(isTrue(values['specific_tls_naming']) ? specificFiles : [])]
    case 'database':
      return [...standardFiles, ...databaseFiles(textOf(values, 'format'))]
    case 'kubernetes':
      return [kubeconfigFile(!isFolder || isTrue(values['disable_exec_plugin'])), ...standardFiles]
    case 'kubernetes/v2':
      return [
        kubeconfigFile(!isFolder || isTrue(values['disable_exec_plugin'])),
        ...standardFiles.filter(({ kind }) => !['user-ca', 'database-ca', 'write-test'].includes(kind)),
      ]
    case 'kubernetes/argo-cd':
      return [clusterSecrets(textOf(values, 'secret_name_prefix') || 'teleport.argocd-cluster')]
    case 'ssh_host':
      return sshHostFiles(textOf(values, 'ca_type') || 'user')
    case 'ssh-multiplexer':
      return multiplexerFiles
    case 'identity/key-agent':
      return keyAgentFiles
    case 'workload-identity-x509':
      return svidFiles
    case 'workload-identity-jwt':
      return [jwtFile('jwt_svid')]
    case 'workload-identity-aws-roles-anywhere':
      return [awsFile(textOf(values, 'artifact_name') || 'aws_credentials')]
    case 'spiffe-svid':
      return [...svidFiles.filter(({ kind }) => kind !== 'svid-revocations'), ...jwtFiles(values)]
    default:
      return []
  }
}

/** True for a name the cluster completes, `<cluster>.ssh_config`. */
export function isNamePattern(name: string): boolean {
  return name.includes('<')
}

/** Whether a name found in a folder is the planned one, or one that its pattern stands for. */
export function matchesName(found: string, planned: string): boolean {
  if (!isNamePattern(planned)) return found === planned
  const [head = '', tail = ''] = planned.split(/<[^<>]*>/)
  // A name tbot alone chooses could be any.
  if (head + tail === '') return false
  return found.length > head.length + tail.length && found.startsWith(head) && found.endsWith(tail)
}

function databaseFiles(format: string): readonly PlannedFile[] {
  switch (format) {
    case 'tls':
      return specificFiles
    case 'mongo':
      return mongoFiles
    case 'cockroach':
      return cockroachFiles
    default:
      return []
  }
}

function jwtFile(name: string): PlannedFile {
  return file(name, 'jwt', 'JWT that names the workload', { isSecret: true })
}

function awsFile(name: string): PlannedFile {
  return file(name, 'aws-credentials', 'AWS credentials, in the form of AWS’s own shared file', {
    isSecret: true,
  })
}

/** One Secret for each matching cluster; the end of its name is made by tbot (tbot-config.md 4.8). */
function clusterSecrets(prefix: string): PlannedFile {
  return file(
    `${prefix}.<hash>`,
    'kubernetes-secret',
    'One Kubernetes Secret for each matching cluster, for Argo CD',
    { isSecret: true, shape: 'secret' },
  )
}

function jwtFiles(values: Values): PlannedFile[] {
  const jwts = values['jwts']
  if (!Array.isArray(jwts)) return []
  return jwts.flatMap((each: YamlValue) => {
    const name = isMapValue(each) ? textOf(each, 'file_name') : ''
    return name === '' ? [] : [jwtFile(name)]
  })
}

function textOf(values: Values, key: string): string {
  const value = values[key]
  return typeof value === 'string' ? value : ''
}

/** As tbot reads it: the words of YAML 1.1 count, also in quotes (tbot-config.md 7.2). */
function isTrue(value: YamlValue | undefined): boolean {
  return value === true || (typeof value === 'string' && /^(?:y|Y|yes|Yes|YES|on|On|ON)$/.test(value))
}
