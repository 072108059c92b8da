import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { RoleV6Schema } from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import type { RoleConditionsSchema, RoleV6 } from '../../../../proto/gen/teleport/legacy/types/types_pb.ts'
import type { LabelValuesSchema } from '../../../../proto/gen/teleport/legacy/types/wrappers/wrappers_pb.ts'
import { parseDuration } from '../../../shared/duration.ts'
import type { Labels } from '../resources/resource.ts'
import type { RoleConditions, RoleResource } from '../resources/role.ts'
import { metadataMessage } from './messages.ts'

/** A role as GetRole answers it (teleport-wire.md 4.5); options, allow and deny are always there. */
export function roleMessage(role: RoleResource): RoleV6 {
  const { options, allow, deny } = role.spec
  return create(RoleV6Schema, {
    Kind: 'role',
    Version: role.version,
    Metadata: metadataMessage(role.metadata),
    Spec: {
      Options: {
        ForwardAgent: options.forward_agent,
        MaxSessionTTL: BigInt(Math.round(parseDuration(options.max_session_ttl) ?? 0)) * 1_000_000n,
        CertificateFormat: options.cert_format,
        BPF: [...options.enhanced_recording],
        PinSourceIP: options.pin_source_ip,
        MFAVerificationInterval: {},
      },
      Allow: conditions(allow),
      Deny: conditions(deny),
    },
  })
}

function conditions(from: RoleConditions): MessageInitShape<typeof RoleConditionsSchema> {
  const list = (values: readonly string[] | undefined): string[] => [...(values ?? [])]
  return {
    Logins: list(from.logins),
    Namespaces: ['default'],
    NodeLabels: labels(from.node_labels),
    AppLabels: labels(from.app_labels),
    ClusterLabels: labels(from.cluster_labels),
    KubernetesLabels: labels(from.kubernetes_labels),
    DatabaseLabels: labels(from.db_labels),
    WindowsDesktopLabels: {},
    DatabaseServiceLabels: {},
    GroupLabels: {},
    WorkloadIdentityLabels: {},
    KubeGroups: list(from.kubernetes_groups),
    KubeUsers: list(from.kubernetes_users),
    DatabaseNames: list(from.db_names),
    DatabaseUsers: list(from.db_users),
    DatabaseRoles: list(from.db_roles),
    KubernetesResources: (from.kubernetes_resources ?? []).map((each) => ({
      Kind: each.kind,
      Namespace: each.namespace ?? '',
      Name: each.name,
      Verbs: list(each.verbs),
    })),
    Rules: (from.rules ?? []).map((rule) => ({ Resources: [...rule.resources], Verbs: [...rule.verbs] })),
    ...(from.impersonate && {
      Impersonate: { Users: list(from.impersonate.users), Roles: list(from.impersonate.roles) },
    }),
  }
}

function labels(from: Labels | undefined): MessageInitShape<typeof LabelValuesSchema> {
  return {
    Values: Object.fromEntries(
      Object.entries(from ?? {}).map(([key, value]) => [
        key,
        { Values: typeof value === 'string' ? [value] : [...value] },
      ]),
    ),
  }
}
