import type { ExportOptions, ExportRequest } from '../model.ts'

/** The join token of the samples; `npm test` looks for it in everything that is printed. */
export const canary = 'canary-secret-4f0c2a7d91b8'
export const registrationCanary = 'canary-secret-reg77aa21cd'

/** Files that use much of the format, each accepted by every target from 19 on and run by plain tbot. */
export const samples: Readonly<Record<string, string>> = {
  application: `# The bot of the deployment
version: v2
proxy_server: teleport.example.com:443 # the only one
onboarding:
  join_method: token
  # old one: token: canary-secret-0ld0ld0ld0ld
  token: ${canary}
storage:
  type: directory
  path: /var/lib/teleport/bot
credential_ttl: 1h
renewal_interval: 20m
diag_addr: 127.0.0.1:3001

services:
  # Grafana, for nginx
  - type: application
    name: grafana
    destination:
      type: directory
      path: /opt/machine-id
      readers:
        - user: nginx
        - group: web
    app_name: "grafana-example"
    specific_tls_naming: true
`,
  many: `version: v2
auth_server: auth.example.com:3025
onboarding:
  join_method: token
  token: "${canary}"
  ca_pins:
    - sha256:1111111111111111111111111111111111111111111111111111111111111111
debug: yes
services:
  - {type: identity, destination: {type: directory, path: /opt/id}}
  - type: database
    destination: {type: directory, path: /opt/db}
    service: "it's a db"
    database: app
    username: reader
    format: mongo
    credential_ttl: 15m
    renewal_interval: 5m
  - type: kubernetes/v2
    destination: {type: memory}
    selectors:
      - name: one
      - labels: {env: prod, team: a}
  - type: ssh-multiplexer
    destination: {type: directory, path: /opt/mux}
  - type: application-tunnel
    listen: tcp://127.0.0.1:8080
    app_name: grafana
  - type: workload-identity-api
    listen: unix:///run/workload/api.sock
    selector: {name: api}
outputs:
  - type: ssh_host
    destination: {type: directory, path: /opt/host}
    principals: [host.example.com]
`,
  link: `version: v2
join_uri: tbot+proxy+token://${canary}@teleport.example.com:443
services:
  - type: identity
    destination: {type: directory, path: /opt/id}
`,
  boundKeypair: `version: v2
proxy_server: teleport.example.com:443
onboarding:
  join_method: bound_keypair
  token: deploy-key
  bound_keypair:
    registration_secret: ${registrationCanary}
storage: {type: directory, path: /var/lib/teleport/bot}
services:
  - type: identity
    destination: {type: directory, path: /opt/id}
`,
  boundLink: `version: v2
join_uri: "tbot+proxy+bound-keypair://deploy-key:${registrationCanary}@teleport.example.com:443"
services: []
`,
  aliases: `version: v2
shared:
  secret: &secret ${canary}
  folder: &folder {type: directory, path: /opt/id}
proxy_server: teleport.example.com:443
onboarding: {join_method: token, token: *secret}
services:
  - type: identity
    destination: *folder
`,
  github: `version: v2
proxy_server: teleport.example.com:443
onboarding:
  join_method: github
  token: github-demo
oneshot: true
storage: {type: memory}
services:
  - type: kubernetes
    kubernetes_cluster: prod
    destination: {type: directory, path: /opt/kube}
  - type: application
    app_name: api
    destination: {type: directory, path: /opt/api}
`,
  gitlab: `version: v2
proxy_server: teleport.example.com:443
onboarding:
  join_method: gitlab
  token: gitlab-demo
  gitlab: {token_env_var_name: MY_JWT}
oneshot: true
storage: {type: memory}
services:
  - type: identity
    destination: {type: directory, path: /opt/id}
`,
  secrets: `version: v2
proxy_server: teleport.example.com:443
onboarding:
  join_method: kubernetes
  token: kube-bot
storage: {type: memory}
services:
  - type: identity
    destination: {type: kubernetes_secret, name: bot-identity}
`,
}

/** A request for one of the samples. */
export function requestOf(
  sample: string,
  settings: { options?: ExportOptions; withSecrets?: boolean; target?: number; bot?: string } = {},
): ExportRequest {
  return {
    text: samples[sample] ?? sample,
    target: settings.target ?? 19,
    bot: settings.bot ?? 'ci-deploy',
    options: settings.options ?? {},
    withSecrets: settings.withSecrets ?? false,
  }
}
