import { resolve } from 'node:path'
import type { IdentityServiceConfig } from '../../../../shared/config/model.ts'
import { parseTlsCertificate } from '../../../credentials/index.ts'
import { remoteClusters } from '../../../teleport/index.ts'
import type { KindedArtifact } from '../../artifact-set.ts'
import type { Member } from '../../session.ts'
import { hostOf } from '../../../../shared/address.ts'
import { prepareIssue, trustedAuthorities } from '../issue-output.ts'
import type { IssueContext, IssuedSet, OutputKind } from '../output.ts'
import { standardSet } from '../standard-set.ts'
import type { TrustedAuthorities } from '../standard-set.ts'
import { sshFiles } from './ssh-files.ts'
import { hasTlsRouting } from './tls-routing.ts'

/** `identity`: a credential for SSH and the API, with the files OpenSSH wants (tbot-config.md 4.3). */
export function identityOutput(config: IdentityServiceConfig): OutputKind {
  return {
    ...(config.cluster === undefined ? {} : { target: config.cluster }),
    issue: (context) => issue(config, context),
  }
}

async function issue(config: IdentityServiceConfig, context: IssueContext): Promise<IssuedSet> {
  const { session, ports, signal } = context
  return session.use(
    async (member) => {
      const ground = await prepareIssue(member, {
        roles: config.roles,
        ttlMs: config.lifetime.credentialTtlMs,
        context,
      })
      const { clusterName, proxyAddress, userName, roles } = ground
      const routeToCluster = config.cluster ?? clusterName
      const askedAt = ports.clock.now()
      const [identity, authorities] = await Promise.all([
        ground.issue({ routeToCluster, reissuable: config.allowReissue }),
        trustedAuthorities(member, { signal }),
      ])
      const proxyHost = proxyAddress === undefined ? undefined : hostOf(proxyAddress)
      const artifacts = standardSet({ identity, authorities, proxyHost })
      if (config.sshConfig)
        artifacts.push(...(await sshPart(config, member, { authorities, proxyAddress, context })))
      const { notBefore } = parseTlsCertificate(identity.tlsCertificate)
      return { artifacts, askedAt, notBefore, expected: { userName, roles, routeToCluster } }
    },
    { signal },
  )
}

async function sshPart(
  { destination }: IdentityServiceConfig,
  { connection, clusterName }: Member,
  o: { authorities: TrustedAuthorities; proxyAddress: string | undefined; context: IssueContext },
): Promise<KindedArtifact[]> {
  const { proxyAddress, context } = o
  const directory = destination.type === 'directory' ? resolve(destination.path) : undefined
  if (directory === undefined) context.log('info', 'ssh_config is only written into directories')
  if (proxyAddress === undefined) context.log('info', 'the cluster announces no proxy: ssh files name none')
  const leaves = await remoteClusters(connection, { signal: context.signal })
  return sshFiles({
    hostAuthorities: o.authorities.host,
    clusterNames: [clusterName, ...leaves.filter((leaf) => leaf !== clusterName)],
    proxyAddress,
    tlsRouting:
      proxyAddress !== undefined && directory !== undefined && (await hasTlsRouting(proxyAddress, context)),
    directory,
  })
}
