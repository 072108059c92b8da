import type { ApplicationServiceConfig } from '../../../../shared/config/model.ts'
import { parseTlsCertificate, privateKeyPem } from '../../../credentials/index.ts'
import { dialAuth, findApplication } from '../../../teleport/index.ts'
import type { Identity } from '../../../credentials/index.ts'
import { textArtifact } from '../artifact-kinds.ts'
import { hostOf } from '../../../../shared/address.ts'
import { prepareIssue, trustedAuthorities } from '../issue-output.ts'
import type { IssueContext, IssuedSet, OutputKind } from '../output.ts'
import { standardSet, tlsOf } from '../standard-set.ts'
import type { TrustedAuthorities } from '../standard-set.ts'

const specificNames = { certificate: 'tls.crt', key: 'tls.key', authorities: 'tls.cas' }

/** `application`: a certificate that opens one application (tbot-config.md 4.4, teleport-wire.md 4.5). */
export function applicationOutput(config: ApplicationServiceConfig): OutputKind {
  return { target: config.appName, issue: (context) => issue(config, context) }
}

async function issue(config: ApplicationServiceConfig, context: IssueContext): Promise<IssuedSet> {
  const { session, ports, signal } = context
  return session.use(
    async (member) => {
      const ground = await prepareIssue(member, {
        roles: config.roles,
        ttlMs: config.lifetime.credentialTtlMs,
        context,
      })
      const { clusterName, userName, roles } = ground
      const unrouted = await ground.issue({ routeToCluster: clusterName, reissuable: false })
      const app = await lookUp(config.appName, unrouted, clusterName, context)
      const askedAt = ports.clock.now()
      const [identity, authorities] = await Promise.all([
        ground.issue({
          routeToCluster: clusterName,
          reissuable: false,
          app: { name: app.name, publicAddress: app.publicAddress, clusterName },
        }),
        trustedAuthorities(member, { signal }),
      ])
      const proxyHost = ground.proxyAddress === undefined ? undefined : hostOf(ground.proxyAddress)
      return {
        askedAt,
        notBefore: parseTlsCertificate(identity.tlsCertificate).notBefore,
        artifacts: [
          ...standardSet({ identity, authorities, proxyHost }),
          ...(config.specificTlsNaming ? specificSet(identity, authorities) : []),
        ],
        expected: {
          userName,
          roles,
          routeToCluster: clusterName,
          appName: config.appName,
          ...(config.specificTlsNaming ? { copies: specificNames } : {}),
        },
      }
    },
    { signal },
  )
}

/** Looked up with the output's own rights: what it may not see it could not open either. */
async function lookUp(
  name: string,
  identity: Identity,
  clusterName: string,
  { ports, address, version, signal }: IssueContext,
): Promise<{ name: string; publicAddress: string }> {
  const connection = dialAuth({
    network: ports.network,
    address,
    clusterName,
    identity,
    roots: { kind: 'pem', certificates: identity.tlsAuthorities },
    clientVersion: version,
  })
  try {
    return await findApplication(connection, { name, signal })
  } finally {
    connection.close()
  }
}

function specificSet(identity: Identity, authorities: TrustedAuthorities) {
  return [
    textArtifact('tls.crt', 'tls-certificate', identity.tlsCertificate),
    textArtifact('tls.key', 'tls-key', privateKeyPem(identity.privateKey)),
    textArtifact('tls.cas', 'tls-ca', tlsOf(authorities.host)),
  ]
}
