import { resolve } from 'node:path'
import type { IdentityServiceConfig } from '../../../../shared/config/model.ts'
import { parseTlsCertificate } from '../../../credentials/index.ts'
import { remoteClusters } from '../../../teleport/index.ts'
import { hostOf, prepareIssue, trustedAuthorities } from '../issue-output.ts'
import type { IssueContext, IssuedSet, OutputKind } from '../output.ts'
import { standardSet } from '../standard-set.ts'
import { sshFiles } from './ssh-files.ts'

/** `identity`: a credential for SSH and the API, with the files OpenSSH wants (tbot-config.md 4.3). */
export function identityOutput(config: IdentityServiceConfig): OutputKind {
  return {
    ...(config.cluster === undefined ? {} : { target: config.cluster }),
    issue: (context) => issue(config, context),
  }
}

async function issue(config: IdentityServiceConfig, context: IssueContext): Promise<IssuedSet> {
  const { session, ports, signal, log } = context
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
      const identity = await ground.issue({ routeToCluster, reissuable: config.allowReissue })
      const authorities = await trustedAuthorities(member, { signal })
      const proxyHost = proxyAddress === undefined ? {} : { proxyHost: hostOf(proxyAddress) }
      const artifacts = standardSet({ identity, authorities, clusterName, ...proxyHost })
      if (config.sshConfig) {
        if (proxyAddress === undefined)
          log('info', 'the cluster announces no proxy: ssh files are written without one')
        if (config.destination.type !== 'directory')
          log('info', 'ssh_config is only written into directories')
        const leaves = await remoteClusters(member.connection, { signal })
        artifacts.push(
          ...sshFiles({
            hostAuthorities: authorities.host,
            clusterNames: [clusterName, ...leaves.filter((leaf) => leaf !== clusterName)],
            proxyAddress,
            directory: config.destination.type === 'directory' ? resolve(config.destination.path) : undefined,
          }),
        )
      }
      const { notBefore } = parseTlsCertificate(identity.tlsCertificate)
      return { artifacts, askedAt, notBefore, expected: { userName, roles, routeToCluster } }
    },
    { signal },
  )
}
