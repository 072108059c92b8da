/** A valid `tbot.yaml` of about this many lines: outputs of several kinds, comments between them. */
export function sampleConfig(lines: number): string {
  const head = `version: v2
proxy_server: teleport.example.com:443
onboarding:
  join_method: github
  token: bench
storage:
  type: memory
credential_ttl: 1h
renewal_interval: 20m
services:
`
  const entries: string[] = []
  for (let index = 0, count = 10; count < lines; index++) {
    const entry = kinds[index % kinds.length]?.(index) ?? ''
    entries.push(entry)
    count += entry.split('\n').length - 1
  }
  return head + entries.join('')
}

const kinds: readonly ((index: number) => string)[] = [
  (index) => `  # Number ${index}: a web application
  - type: application
    name: app-${index}
    destination:
      type: directory
      path: /opt/machine-id/app-${index}
    app_name: "grafana-${index}"
    specific_tls_naming: true
`,
  (index) => `  - type: database
    name: db-${index}
    destination:
      type: directory
      path: /opt/machine-id/db-${index}
      readers:
        - user: postgres
    service: db-${index} # the one of the team
    database: app
    username: reader
    format: tls
`,
  (index) => `
  - type: kubernetes/v2
    name: kube-${index}
    destination: {type: kubernetes_secret, name: kube-${index}, namespace: bots}
    selectors:
      - labels:
          env: prod
          team: team-${index}
`,
]
