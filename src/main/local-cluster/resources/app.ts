import type { Metadata } from './resource.ts'
import { readMetadata } from './resource.ts'
import { present, refuse, Section } from './section.ts'

export interface PortRange {
  readonly port: number
  readonly end_port?: number
}

/** An application (fixtures/resources/app*.yaml). */
export interface AppResource {
  readonly kind: 'app'
  readonly version: 'v3'
  readonly metadata: Metadata
  readonly spec: {
    readonly uri?: string
    readonly public_addr?: string
    readonly insecure_skip_verify: boolean
    readonly tcp_ports?: readonly PortRange[]
  }
}

const known = ['uri', 'public_addr', 'insecure_skip_verify', 'tcp_ports']
const reservedPrefix = 'kube-teleport-proxy-alpn.'

/** Reads an application; it needs `uri` or `cloud`, and port ranges only with a tcp address. */
export function readApp(resource: Section): AppResource {
  const spec = resource.child('spec') ?? new Section({}, 'spec')
  const uri = spec.text('uri')
  if (uri === undefined && !spec.has('cloud')) refuse(spec.path, 'an app needs uri or cloud')
  if (uri !== undefined && !/^[a-z][a-z0-9+.-]*:/i.test(uri)) refuse(spec.at('uri'), `"${uri}" is not a URI`)
  const publicAddress = spec.text('public_addr')
  if (publicAddress?.startsWith(reservedPrefix) === true) {
    refuse(spec.at('public_addr'), `may not begin with the reserved ${reservedPrefix}`)
  }
  const ports = readPorts(spec)
  if (ports !== undefined && uri?.startsWith('tcp://') !== true) {
    refuse(spec.at('tcp_ports'), 'is only for a tcp:// address')
  }
  return {
    kind: 'app',
    version: 'v3',
    metadata: readMetadata(resource),
    spec: {
      ...spec.others(known),
      ...present<AppResource['spec']>({
        uri,
        public_addr: publicAddress,
        insecure_skip_verify: spec.flag('insecure_skip_verify') ?? false,
        tcp_ports: ports,
      }),
    },
  }
}

function readPorts(spec: Section): readonly PortRange[] | undefined {
  if (!spec.has('tcp_ports')) return undefined
  return spec.children('tcp_ports').map((range) => {
    const port = range.integer('port') ?? refuse(range.at('port'), 'is missing')
    const end = range.integer('end_port')
    if (port < 1 || port > 65_535) refuse(range.at('port'), 'must be between 1 and 65535')
    if (end === undefined || end === 0) return { port }
    if (end <= port || end > 65_535) refuse(range.at('end_port'), 'end_port must be greater than port')
    return { port, end_port: end }
  })
}
