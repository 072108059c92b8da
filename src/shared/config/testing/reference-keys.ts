/*
 * The keys of tbot-config.md, by hand from its sections 1.1, 2.1 to 2.3, 3.1 and 4.1 to 4.19 and from nothing else:
 * what schemas, forms, completion and hover are compared with. One row for each key:
 *
 *     path  kind  [required]  [17+]  [..18]  [?]  [old:17]  [=default]  [one|of|these]
 *
 * `x[]` stands for the items of the list `x`, `@…` for keys that several types share. An era is written where the
 * reference has one: `15+` for its `16-`, none for `S`, `?` for "not confirmed"; it holds for what is below as well.
 * `old` is the version from which another key is the name for it.
 */

/** By place: the top, `onboarding`, each kind of destination and of service. */
export const keyTables: Readonly<Record<string, string>> = {
  // 1.1
  top: `
    version            text required
    debug              bool =false
    auth_server        text
    proxy_server       text
    credential_ttl     duration 17+ =1h
    certificate_ttl    duration old:17
    renewal_interval   duration =20m
    leeway             duration 19+ =1m
    oneshot            bool =false
    scoped             bool 19+ =false
    fips               bool =false
    diag_addr          text
    insecure           bool 15+ =false
    join_uri           text 18+
    onboarding         section
    storage            destination
    services           services 15+
    outputs            services old:18`,
  // 2.1
  onboarding: `
    token                                  text
    join_method                            text
    ca_pins                                texts
    ca_path                                text
    azure                                  section 15+
    azure.client_id                        text
    terraform                              section 17+
    terraform.audience_tag                 text
    gitlab                                 section 17+
    gitlab.token_env_var_name              text =TBOT_GITLAB_JWT
    bound_keypair                          section 18+
    bound_keypair.registration_secret      text
    bound_keypair.registration_secret_path text
    bound_keypair.static_private_key_path  text
    kubernetes                             section 19+
    kubernetes.token_path                  text
    generic_oidc                           section 19+
    generic_oidc.env                       text
    generic_oidc.command                   texts
    generic_oidc.timeout                   duration`,
  // 3.1
  'destination directory': `
    path            text required
    symlinks        text =try-secure try-secure|secure|insecure
    acls            text =try try|off|required
    readers         list 17+
    readers[].user  text
    readers[].group text`,
  'destination memory': '',
  'destination kubernetes_secret': `
    name               text required
    namespace          text 18+
    labels             map ?
    kubeconfig_path    text 19+
    kubeconfig_context text 19+`,
  // 4.3 to 4.19, with what 4.1 gives each type
  'service identity': `
    @name @destination @pair @roles @delegation
    cluster       text
    ssh_config    text ? =on on|off
    allow_reissue bool ? =false`,
  'service application': `
    @name @destination @pair @roles @delegation
    app_name            text required
    specific_tls_naming bool =false`,
  'service database': `
    @name @destination @pair @roles @delegation
    service  text required
    database text
    username text
    format   text tls|mongo|cockroach`,
  'service kubernetes': `
    @name @destination @pair @roles @delegation
    kubernetes_cluster  text required
    disable_exec_plugin bool ? =false`,
  'service kubernetes/v2 17+': `
    @name @destination @pair @delegation @kubernetes-selectors
    disable_exec_plugin   bool =false
    context_name_template text ={{.ClusterName}}-{{.KubeName}}
    relay_server          text 18+`,
  'service kubernetes/argo-cd 18+': `
    @name @pair @kubernetes-selectors
    delegation_session_id text ?
    secret_namespace      text
    secret_name_prefix    text =teleport.argocd-cluster
    secret_labels         map
    secret_annotations    map
    project               text
    namespaces            texts
    cluster_resources     bool =false
    cluster_name_template text ={{.ClusterName}}-{{.KubeName}}`,
  'service ssh_host': `
    @name @destination @pair @roles
    principals texts required
    ca_type    text 18+ =user user|openssh`,
  'service ssh-multiplexer 15+': `
    @name @destination @pair @delegation
    enable_resumption    bool =true
    proxy_templates_path text
    proxy_command        texts
    relay_server         text 18+`,
  'service database-tunnel 15+': `
    @name @pair @roles @delegation
    listen   text required
    service  text required
    database text required
    username text required`,
  'service application-tunnel 15+': `
    @name @pair @roles @delegation
    listen   text required
    app_name text required`,
  'service application-proxy 18+': `
    @name @delegation
    listen                               text required
    credential_lifetime                  section
    credential_lifetime.credential_ttl   duration
    credential_lifetime.renewal_interval duration`,
  'service workload-identity-x509 17+': `
    @name @destination @pair @selector
    include_federated_trust_bundles bool =false
    trust_domains                   texts 19+ app_client`,
  'service workload-identity-jwt 17+': `
    @name @destination @pair @selector
    audiences texts required`,
  'service workload-identity-api 17+': `
    @name @pair @selector @attestors
    listen        text required
    trust_domains texts 19+ app_client`,
  'service workload-identity-aws-roles-anywhere 17+': `
    @name @destination @selector
    role_arn                  text required
    profile_arn               text required
    trust_anchor_arn          text required
    region                    text
    session_duration          duration =6h
    session_renewal_interval  duration =1h
    credential_profile_name   text =default
    artifact_name             text =aws_credentials
    overwrite_credential_file bool =false`,
  'service identity/key-agent 19+': `
    @name @destination @pair @roles @delegation
    cluster       text
    allow_reissue bool =false`,
  'service beams/vnet 19+': `
    @name @pair
    delegation_session_id text required
    upstream_nameservers  texts`,
  'service example 15+': `
    @name
    message text required`,
  'service spiffe-svid 15+ ..18': `
    @name @destination @pair
    svid                            section required
    svid.path                       text required
    svid.hint                       text
    svid.sans                       section
    svid.sans.dns                   texts
    svid.sans.ip                    texts
    jwts                            list
    jwts[].audience                 text required
    jwts[].file_name                text required
    include_federated_trust_bundles bool =false`,
  'service spiffe-workload-api 15+ ..18': `
    @name @pair @attestors
    listen                                     text required
    svids                                      list required
    svids[].path                               text required
    svids[].hint                               text
    svids[].sans                               section
    svids[].sans.dns                           texts
    svids[].sans.ip                            texts
    svids[].rules                              list
    svids[].rules[].unix                       section
    svids[].rules[].unix.uid                   int
    svids[].rules[].unix.pid                   int
    svids[].rules[].unix.gid                   int
    svids[].rules[].kubernetes                 section
    svids[].rules[].kubernetes.namespace       text
    svids[].rules[].kubernetes.service_account text
    svids[].rules[].kubernetes.pod_name        text
    jwt_svid_ttl                               duration`,
}

/** Keys that several types share (4.1, 4.7, 4.13, 4.16). */
export const sharedKeys: Readonly<Record<string, string>> = {
  '@name': 'name text 18+',
  '@destination': 'destination destination required',
  '@pair': `
    credential_ttl   duration 17+
    renewal_interval duration 17+`,
  '@roles': 'roles texts ..18',
  '@delegation': 'delegation_session_id text 19+',
  '@kubernetes-selectors': `
    selectors                     list required
    selectors[].name              text
    selectors[].labels            map
    selectors[].default_namespace text 18+`,
  '@selector': `
    selector        section required
    selector.name   text
    selector.labels lists`,
  '@attestors': `
    attestors                                             section
    attestors.kubernetes                                  section
    attestors.kubernetes.enabled                          bool =false
    attestors.kubernetes.kubelet                          section
    attestors.kubernetes.kubelet.read_only_port           int =0
    attestors.kubernetes.kubelet.secure_port              int =10250
    attestors.kubernetes.kubelet.token_path               text
    attestors.kubernetes.kubelet.ca_path                  text
    attestors.kubernetes.kubelet.skip_verify              bool =false
    attestors.kubernetes.kubelet.anonymous                bool =false
    attestors.docker                                      section
    attestors.docker.enabled                              bool =false
    attestors.docker.addr                                 text =unix:///var/run/docker.sock
    attestors.podman                                      section
    attestors.podman.enabled                              bool =false
    attestors.podman.addr                                 text
    attestors.sigstore                                    section 18+
    attestors.sigstore.enabled                            bool =false
    attestors.sigstore.additional_registries              list
    attestors.sigstore.additional_registries[].host       text required
    attestors.sigstore.credentials_path                   text
    attestors.sigstore.allowed_private_network_prefixes   texts
    attestors.systemd                                     section
    attestors.systemd.enabled                             bool =false
    attestors.unix                                        section
    attestors.unix.binary_hash_max_size_bytes             int =1073741824`,
}

/** Of 2.2 and 2.3: the methods with their eras, and the section of `onboarding` each one reads. */
export const methodTable = `
  azure azure
  azure_devops - 17+
  bitbucket - 17+
  bound_keypair bound_keypair 17+
  circleci -
  env0 - 18+
  gcp -
  generic_oidc generic_oidc 19+
  github -
  gitlab gitlab
  iam -
  kubernetes kubernetes
  oracle - 18+
  spacelift -
  terraform_cloud terraform 17+
  token -
  tpm - 15+`
