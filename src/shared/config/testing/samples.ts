/** Made of `token`'s value below; tests look for it in messages and masked texts. */
export const sampleSecret = 'f00dfeed5eed0123456789abcdef4711'

/** Files that use much of the format, some with problems; seeds for generated inputs. */
export const sampleFiles: readonly string[] = [
  `version: v2
auth_server: "example.teleport.sh:443"
onboarding:
  join_method: "token"
  token: "${sampleSecret}"
  ca_pins:
  - "sha256:1111111111111111111111111111111111111111111111111111111111111111"
storage:
  type: directory
  path: /var/lib/teleport/bot
outputs:
  - type: application
    destination:
      type: directory
      path: /opt/machine-id
    app_name: grafana-example
`,
  `# a bot with many mistakes
version: V2
debug: 1
credental_ttl: 1h
renewal_interval: 20M
Proxy-Server: https://teleport.example.com:443/
onboarding:
  join_method: Token   # spelled
  token: ${sampleSecret}
  ca_pins: sha256:11
  azure:
    client_id: x
storage: {type: memory}
services:
  - type: Identity
    destination: {type: directory, path: out}
  - name: Café
    type: application
    credential_ttl: 3600
    renewal_interval: 20m
    destination:
      type: directory
      path: /a/
      symlinks: Secure
      acls: false
    roles: [editor]
    app_nam: grafana
  - type: ssh_host
    destination: {type: directory, path: /a}
    principals: host
`,
  `version: v2
defaults: &defaults
  credential_ttl: 1h
  renewal_interval: 20m
proxy_server: a.example.com:443
onboarding: {join_method: bound_keypair, token: "${sampleSecret}", bound_keypair: {registration_secret: ${sampleSecret}}}
services:
  - <<: *defaults
    type: kubernetes/v2
    destination: {type: kubernetes_secret, name: kube, labels: {a: b}}
    selectors:
      - labels: &labels {env: prod}
      - name: two
      - labels: *labels
  - type: application-tunnel
    listen: localhost:8080
    app_name: >-
      folded
      name
  - type: workload-identity-api
    listen: unix:///run/a.sock
    selector: {labels: {team: [a, b]}}
    attestors:
      podman: {enabled: yes, addr: "unix:///run/podman.sock"}
`,
]
