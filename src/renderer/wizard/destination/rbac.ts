/** The Kubernetes rule a bot needs to keep one Secret (tbot-config.md 3.1, 3.3). */
export function rbacRule(name: string, namespace: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: ${name || 'NAME'}-writer
  namespace: ${namespace || 'NAMESPACE'}
rules:
  - apiGroups: ['']
    resources: [secrets]
    resourceNames: [${name || 'NAME'}]
    verbs: [get, update, patch]
  - apiGroups: ['']
    resources: [secrets]
    verbs: [create]
`
}
