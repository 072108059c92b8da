// Made from schemas/ by build/generate-config.mjs. Do not edit.
import type { SchemaFile } from './schema.ts'

/** Every file of schemas/ that describes tbot.yaml, by its path there. */
export const schemaFiles: Readonly<Record<string, SchemaFile>> = {
 "destinations/directory.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Folder",
  "description": "Files in a folder: readable by the owner only, or by named readers.",
  "type": "object",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of destination.",
    "type": "string",
    "const": "directory"
   },
   "path": {
    "title": "Folder",
    "description": "The folder; made with its parents if it is missing. Use an absolute path.",
    "type": "string",
    "format": "folder",
    "examples": [
     "/opt/machine-id"
    ]
   },
   "symlinks": {
    "title": "Symbolic links",
    "description": "Whether symbolic links on the way to the folder are followed.",
    "type": "string",
    "enum": [
     "try-secure",
     "secure",
     "insecure"
    ],
    "default": "try-secure",
    "x-advanced": true,
    "x-choices": {
     "try-secure": {
      "label": "Refuse where the system can",
      "description": "Refuses links where the system can tell (Linux 5.6 or newer), follows them elsewhere."
     },
     "secure": {
      "label": "Refuse",
      "description": "Refuses links; where the system cannot tell, tbot refuses the file."
     },
     "insecure": {
      "label": "Follow",
      "description": "Follows links: whoever may write in a folder on the way can redirect the files."
     }
    }
   },
   "acls": {
    "title": "Access lists",
    "description": "Whether access lists give the readers access. Off unless the system is Linux.",
    "type": "string",
    "enum": [
     "try",
     "off",
     "required"
    ],
    "default": "try",
    "x-advanced": true,
    "x-choices": {
     "try": {
      "label": "Where possible",
      "description": "Sets access lists where the file system has them."
     },
     "off": {
      "label": "Off",
      "description": "Sets no access lists; readers get no access from tbot."
     },
     "required": {
      "label": "Required",
      "description": "Sets access lists, and stops where that is not possible."
     }
    }
   },
   "readers": {
    "title": "Readers",
    "description": "Users and groups that may read the files besides the bot.",
    "type": "array",
    "items": {
     "title": "Reader",
     "description": "Exactly one of user and group.",
     "type": "object",
     "properties": {
      "user": {
       "title": "User",
       "description": "Name or number of a user.",
       "type": "string",
       "x-unset": "none",
       "examples": [
        "nginx",
        "1001"
       ]
      },
      "group": {
       "title": "Group",
       "description": "Name or number of a group.",
       "type": "string",
       "x-unset": "none",
       "examples": [
        "web",
        "1001"
       ]
      }
     },
     "x-exactly-one": [
      "user",
      "group"
     ]
    },
    "x-since": 17,
    "x-unset": "only the bot"
   }
  },
  "required": [
   "type",
   "path"
  ]
 },
 "destinations/kubernetes_secret.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Kubernetes Secret",
  "description": "One Secret in Kubernetes, without subfolders. Only one bot may write it.",
  "type": "object",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of destination.",
    "type": "string",
    "const": "kubernetes_secret"
   },
   "name": {
    "title": "Secret",
    "description": "Name of the Secret; its other keys may be overwritten.",
    "type": "string",
    "examples": [
     "machine-id"
    ]
   },
   "namespace": {
    "title": "Namespace",
    "description": "Namespace of the Secret.",
    "type": "string",
    "x-since": 18,
    "x-unset": "the variable POD_NAMESPACE",
    "examples": [
     "machine-id"
    ]
   },
   "labels": {
    "title": "Labels",
    "description": "Labels of the Secret; they replace those it has.",
    "type": "object",
    "additionalProperties": {
     "type": "string"
    },
    "x-unset": "none",
    "examples": [
     {
      "app": "grafana"
     }
    ],
    "x-advanced": true
   },
   "kubeconfig_path": {
    "title": "kubeconfig",
    "description": "File that says how to reach Kubernetes.",
    "type": "string",
    "x-since": 19,
    "x-unset": "the variable KUBECONFIG, else the cluster the bot runs in",
    "format": "file",
    "examples": [
     "/etc/tbot/kubeconfig.yaml"
    ],
    "x-advanced": true
   },
   "kubeconfig_context": {
    "title": "Context",
    "description": "Context of that file.",
    "type": "string",
    "x-since": 19,
    "x-unset": "its current context",
    "examples": [
     "production"
    ],
    "x-advanced": true
   }
  },
  "required": [
   "type",
   "name"
  ]
 },
 "destinations/memory.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Memory",
  "description": "Nothing is written to disk; all is lost when the bot stops.",
  "type": "object",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of destination.",
    "type": "string",
    "const": "memory"
   }
  },
  "required": [
   "type"
  ]
 },
 "join-methods/azure.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Azure",
  "description": "The managed identity of a virtual machine in Azure vouches for the bot.",
  "type": "object",
  "x-order": 8,
  "x-group": "elsewhere",
  "x-proof": "From the instance metadata service of the virtual machine.",
  "x-renewable": false,
  "properties": {
   "azure": {
    "title": "Azure",
    "description": "Which managed identity to use.",
    "type": "object",
    "properties": {
     "client_id": {
      "title": "Client ID",
      "description": "Client ID of the managed identity; needed when the machine has several.",
      "type": "string",
      "x-unset": "the only identity of the machine",
      "examples": [
       "12345678-1234-1234-1234-123456789abc"
      ]
     }
    },
    "x-since": 15
   }
  }
 },
 "join-methods/azure_devops.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Azure DevOps",
  "description": "The token of a pipeline in Azure DevOps vouches for the bot.",
  "type": "object",
  "x-order": 13,
  "x-group": "elsewhere",
  "x-proof": "From SYSTEM_ACCESSTOKEN and SYSTEM_OIDCREQUESTURI of the pipeline.",
  "x-since": 17,
  "x-renewable": false
 },
 "join-methods/bitbucket.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Bitbucket",
  "description": "The token of a step in Bitbucket Pipelines vouches for the bot.",
  "type": "object",
  "x-order": 12,
  "x-group": "elsewhere",
  "x-proof": "From the variable BITBUCKET_STEP_OIDC_TOKEN of the step.",
  "x-since": 17,
  "x-renewable": false
 },
 "join-methods/bound_keypair.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Bound keypair",
  "description": "A key that stays here. Recovers without a new token.",
  "type": "object",
  "x-order": 2,
  "x-group": "this-computer",
  "x-proof": "From a key pair in the bot’s storage, or a static key file; the first join takes a registration secret or a key registered before.",
  "x-since": 17,
  "x-renewable": true,
  "properties": {
   "bound_keypair": {
    "title": "Bound keypair",
    "description": "Proof for the first join.",
    "type": "object",
    "properties": {
     "registration_secret": {
      "title": "Registration secret",
      "description": "Secret for the first join. Excludes the file.",
      "type": "string",
      "x-secret": true,
      "x-unset": "the variable TBOT_REGISTRATION_SECRET"
     },
     "registration_secret_path": {
      "title": "Registration secret file",
      "description": "File with the secret for the first join. Excludes the secret itself: with both the join fails.",
      "type": "string",
      "x-unset": "none",
      "format": "file",
      "examples": [
       "/etc/tbot/registration-secret"
      ]
     },
     "static_private_key_path": {
      "title": "Static key file",
      "description": "File with a private key that never changes; the token must allow it (recovery mode insecure).",
      "type": "string",
      "x-unset": "the variable TBOT_BOUND_KEYPAIR_STATIC_KEY, else a key kept in storage",
      "format": "file",
      "examples": [
       "/etc/tbot/static-key.pem"
      ],
      "x-advanced": true
     }
    },
    "x-since": 18,
    "x-not-here": {
     "static_key_path": {
      "message": "Teleport’s page calls it so, but tbot reads `static_private_key_path`.",
      "rename": "static_private_key_path"
     }
    }
   }
  }
 },
 "join-methods/circleci.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "CircleCI",
  "description": "The token of a CircleCI job vouches for the bot.",
  "type": "object",
  "x-order": 11,
  "x-group": "elsewhere",
  "x-proof": "From the variable CIRCLE_OIDC_TOKEN of the job.",
  "x-renewable": false
 },
 "join-methods/env0.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "env0",
  "description": "The token of an env0 deployment vouches for the bot.",
  "type": "object",
  "x-order": 16,
  "x-group": "elsewhere",
  "x-proof": "From the variable ENV0_OIDC_TOKEN of the deployment.",
  "x-since": 18,
  "x-renewable": false
 },
 "join-methods/gcp.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Google Cloud",
  "description": "The service account of a virtual machine in Google Cloud vouches for the bot.",
  "type": "object",
  "x-order": 9,
  "x-group": "elsewhere",
  "x-proof": "From the instance metadata service of the virtual machine.",
  "x-renewable": false
 },
 "join-methods/generic_oidc.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Any OIDC provider",
  "description": "A JWT of a provider the cluster trusts vouches for the bot.",
  "type": "object",
  "x-order": 17,
  "x-group": "elsewhere",
  "x-proof": "From the variable you name, or from what a program prints.",
  "x-since": 19,
  "x-renewable": false,
  "properties": {
   "generic_oidc": {
    "title": "OIDC",
    "description": "Where the JWT comes from.",
    "type": "object",
    "properties": {
     "env": {
      "title": "Variable",
      "description": "Environment variable that holds the JWT. Excludes the program.",
      "type": "string",
      "x-unset": "none",
      "examples": [
       "MY_ID_TOKEN"
      ]
     },
     "command": {
      "title": "Program",
      "description": "Program and arguments that print the JWT. Excludes the variable.",
      "type": "array",
      "items": {
       "type": "string"
      },
      "x-unset": "none",
      "examples": [
       [
        "/usr/local/bin/print-id-token",
        "--audience",
        "teleport"
       ]
      ]
     },
     "timeout": {
      "title": "Time limit",
      "description": "Longest run of the program.",
      "type": "string",
      "format": "go-duration",
      "x-unset": "tbot’s own limit",
      "examples": [
       "30s"
      ],
      "x-advanced": true
     }
    },
    "x-since": 19
   }
  }
 },
 "join-methods/github.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "GitHub Actions",
  "description": "The ID token of a workflow run vouches for the bot; the workflow needs the permission to write ID tokens.",
  "type": "object",
  "x-order": 5,
  "x-group": "elsewhere",
  "x-proof": "From ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN of the workflow run.",
  "x-renewable": false
 },
 "join-methods/gitlab.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "GitLab CI",
  "description": "The ID token of a GitLab job vouches for the bot.",
  "type": "object",
  "x-order": 6,
  "x-group": "elsewhere",
  "x-proof": "From the variable TBOT_GITLAB_JWT of the job, or the one you name.",
  "x-renewable": false,
  "properties": {
   "gitlab": {
    "title": "GitLab",
    "description": "Where the ID token is.",
    "type": "object",
    "properties": {
     "token_env_var_name": {
      "title": "Variable",
      "description": "Environment variable that holds the ID token.",
      "type": "string",
      "default": "TBOT_GITLAB_JWT",
      "examples": [
       "TBOT_GITLAB_JWT"
      ]
     }
    },
    "x-since": 17
   }
  }
 },
 "join-methods/iam.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "AWS",
  "description": "Credentials of AWS on the machine vouch for the bot.",
  "type": "object",
  "x-order": 7,
  "x-group": "elsewhere",
  "x-proof": "From the AWS credentials the machine has: environment, profile, or instance role.",
  "x-renewable": false
 },
 "join-methods/kubernetes.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Kubernetes",
  "description": "The service account of a pod vouches for the bot.",
  "type": "object",
  "x-order": 4,
  "x-group": "elsewhere",
  "x-proof": "From the service account token of the pod: `token_path`, else the file KUBERNETES_TOKEN_PATH names, else the usual place.",
  "x-renewable": false,
  "properties": {
   "kubernetes": {
    "title": "Kubernetes",
    "description": "Where the token is.",
    "type": "object",
    "properties": {
     "token_path": {
      "title": "Token file",
      "description": "File with the service account token.",
      "type": "string",
      "x-unset": "the file KUBERNETES_TOKEN_PATH names, else /var/run/secrets/kubernetes.io/serviceaccount/token",
      "format": "file",
      "examples": [
       "/var/run/secrets/tokens/join-sa-token"
      ]
     }
    },
    "x-since": 19
   }
  }
 },
 "join-methods/oracle.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Oracle Cloud",
  "description": "The identity of an instance in Oracle Cloud vouches for the bot.",
  "type": "object",
  "x-order": 10,
  "x-group": "elsewhere",
  "x-proof": "From the instance metadata service of the instance.",
  "x-since": 18,
  "x-renewable": false
 },
 "join-methods/spacelift.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Spacelift",
  "description": "The token of a Spacelift run vouches for the bot.",
  "type": "object",
  "x-order": 15,
  "x-group": "elsewhere",
  "x-proof": "From the variable SPACELIFT_OIDC_TOKEN of the run.",
  "x-renewable": false
 },
 "join-methods/terraform_cloud.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "HCP Terraform",
  "description": "The workload identity token of a run vouches for the bot.",
  "type": "object",
  "x-order": 14,
  "x-group": "elsewhere",
  "x-proof": "From TFC_WORKLOAD_IDENTITY_TOKEN of the run; with an audience tag, from TFC_WORKLOAD_IDENTITY_TOKEN_TAG.",
  "x-since": 17,
  "x-renewable": false,
  "properties": {
   "terraform": {
    "title": "HCP Terraform",
    "description": "Which token to use.",
    "type": "object",
    "properties": {
     "audience_tag": {
      "title": "Audience tag",
      "description": "Picks the variable TFC_WORKLOAD_IDENTITY_TOKEN_TAG, with the tag in upper case.",
      "type": "string",
      "x-unset": "TFC_WORKLOAD_IDENTITY_TOKEN",
      "examples": [
       "teleport"
      ]
     }
    },
    "x-since": 17
   }
  }
 },
 "join-methods/token.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Join token",
  "description": "A secret carried over once by you. Works anywhere; the bot keeps its identity in storage and renews it.",
  "type": "object",
  "x-order": 1,
  "x-group": "this-computer",
  "x-proof": "From the token itself: the text in `token`, or the file an absolute path names.",
  "x-renewable": true
 },
 "join-methods/tpm.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "TPM of this computer",
  "description": "The security chip of the machine vouches for the bot.",
  "type": "object",
  "x-order": 3,
  "x-group": "this-computer",
  "x-proof": "From the TPM of the machine the bot runs on.",
  "x-since": 15,
  "x-renewable": false
 },
 "onboarding.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Joining",
  "description": "How the bot proves who it is when it first joins.",
  "type": "object",
  "properties": {
   "join_method": {
    "title": "Join method",
    "description": "How the bot proves who it is. Spelled exactly as listed.",
    "type": "string",
    "x-values-of": "join-methods",
    "x-value-notes": {
     "ec2": "Teleport’s pages list ec2, but no tbot accepts it for bots. Use iam."
    },
    "x-unset": "none; tbot does not start",
    "examples": [
     "token"
    ]
   },
   "token": {
    "title": "Token",
    "description": "Name of the join token; with the method token it is the secret itself. An absolute path is read as a file.",
    "type": "string",
    "x-secret": true,
    "x-unset": "none",
    "examples": [
     "/etc/tbot/token"
    ]
   },
   "ca_pins": {
    "title": "CA pins",
    "description": "Fingerprints of the cluster’s authority, for a direct connection to the Auth Service. Excludes ca_path.",
    "type": "array",
    "items": {
     "type": "string",
     "format": "ca-pin"
    },
    "examples": [
     [
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     ]
    ],
    "x-unset": "not pinned",
    "x-advanced": true
   },
   "ca_path": {
    "title": "CA file",
    "description": "File with the certificate of the cluster’s authority, for a direct connection to the Auth Service. Excludes ca_pins.",
    "type": "string",
    "x-unset": "none",
    "format": "file",
    "examples": [
     "/etc/tbot/ca.pem"
    ],
    "x-advanced": true
   }
  },
  "x-sections-of": "join-methods"
 },
 "parts/attestors.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Attestors",
  "description": "How a workload API learns who its callers are.",
  "definitions": {
   "attestors": {
    "title": "Attestors",
    "description": "How the service finds out who calls. Each is off unless enabled, except Unix.",
    "type": "object",
    "properties": {
     "kubernetes": {
      "title": "Kubernetes",
      "description": "Asks the kubelet which pod a caller belongs to.",
      "type": "object",
      "properties": {
       "enabled": {
        "title": "Enabled",
        "description": "Switches this attestor on.",
        "type": "boolean",
        "default": false
       },
       "kubelet": {
        "title": "Kubelet",
        "description": "How to reach the kubelet.",
        "type": "object",
        "properties": {
         "read_only_port": {
          "title": "Read-only port",
          "description": "Port of the kubelet without authentication; excludes secure_port.",
          "type": "integer",
          "default": 0,
          "x-unset": "0, not used"
         },
         "secure_port": {
          "title": "Secure port",
          "description": "Port of the kubelet with authentication; excludes read_only_port.",
          "type": "integer",
          "default": 10250
         },
         "token_path": {
          "title": "Token file",
          "description": "File with the token for the kubelet.",
          "type": "string",
          "x-unset": "the service account’s own token",
          "format": "file",
          "examples": [
           "/var/run/secrets/kubernetes.io/serviceaccount/token"
          ]
         },
         "ca_path": {
          "title": "Authority file",
          "description": "File with the authority of the kubelet.",
          "type": "string",
          "x-unset": "the service account’s own authority",
          "format": "file",
          "examples": [
           "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"
          ]
         },
         "skip_verify": {
          "title": "Skip verification",
          "description": "Does not verify the certificate of the kubelet.",
          "type": "boolean",
          "default": false
         },
         "anonymous": {
          "title": "Anonymous",
          "description": "Asks without authentication.",
          "type": "boolean",
          "default": false
         }
        }
       }
      }
     },
     "docker": {
      "title": "Docker",
      "description": "Asks Docker which container a caller belongs to.",
      "type": "object",
      "properties": {
       "enabled": {
        "title": "Enabled",
        "description": "Switches this attestor on.",
        "type": "boolean",
        "default": false
       },
       "addr": {
        "title": "Address",
        "description": "Socket of Docker, as unix:///path.",
        "type": "string",
        "default": "unix:///var/run/docker.sock",
        "examples": [
         "unix:///var/run/docker.sock"
        ]
       }
      }
     },
     "podman": {
      "title": "Podman",
      "description": "Asks Podman which container a caller belongs to.",
      "type": "object",
      "properties": {
       "enabled": {
        "title": "Enabled",
        "description": "Switches this attestor on.",
        "type": "boolean",
        "default": false
       },
       "addr": {
        "title": "Address",
        "description": "Socket of Podman, as unix:///path. Needed when enabled.",
        "type": "string",
        "examples": [
         "unix:///run/podman/podman.sock"
        ],
        "x-unset": "none"
       }
      }
     },
     "sigstore": {
      "title": "Sigstore",
      "description": "Finds signatures of container images.",
      "type": "object",
      "properties": {
       "enabled": {
        "title": "Enabled",
        "description": "Switches this attestor on.",
        "type": "boolean",
        "default": false
       },
       "additional_registries": {
        "title": "Additional registries",
        "description": "Registries to search besides the one of the image.",
        "type": "array",
        "items": {
         "title": "Registry",
         "description": "One registry.",
         "type": "object",
         "properties": {
          "host": {
           "title": "Host",
           "description": "Host name of the registry, with a port if needed.",
           "type": "string",
           "examples": [
            "registry.example.com"
           ]
          }
         },
         "required": [
          "host"
         ]
        },
        "x-unset": "none",
        "x-advanced": true
       },
       "credentials_path": {
        "title": "Credentials file",
        "description": "Docker or Podman configuration with credentials of registries. tbot wants the file to exist when it loads its configuration.",
        "type": "string",
        "x-unset": "the usual places",
        "format": "file",
        "examples": [
         "/etc/tbot/docker-config.json"
        ],
        "x-advanced": true
       },
       "allowed_private_network_prefixes": {
        "title": "Allowed private networks",
        "description": "Private networks in which registries may be contacted.",
        "type": "array",
        "items": {
         "type": "string",
         "format": "cidr"
        },
        "x-unset": "none",
        "examples": [
         [
          "10.0.0.0/8"
         ]
        ],
        "x-advanced": true
       }
      },
      "x-since": 18
     },
     "systemd": {
      "title": "systemd units",
      "description": "Asks systemd which unit a caller belongs to.",
      "type": "object",
      "properties": {
       "enabled": {
        "title": "Enabled",
        "description": "Switches this attestor on.",
        "type": "boolean",
        "default": false
       }
      }
     },
     "unix": {
      "title": "Unix",
      "description": "Reads facts of the calling process from the system.",
      "type": "object",
      "properties": {
       "binary_hash_max_size_bytes": {
        "title": "Largest binary to hash",
        "description": "Size in bytes up to which the program of the caller is hashed; -1 means no limit.",
        "type": "integer",
        "default": 1073741824,
        "minimum": -1,
        "examples": [
         1073741824,
         -1
        ]
       }
      }
     }
    },
    "x-advanced": true
   }
  }
 },
 "parts/kubernetes-selector.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Kubernetes selector",
  "description": "Picks Kubernetes clusters by name or by labels.",
  "definitions": {
   "selector": {
    "title": "Selector",
    "description": "Which Kubernetes clusters to include: exactly one of name and labels.",
    "type": "object",
    "properties": {
     "name": {
      "title": "Cluster name",
      "description": "Name of one Kubernetes cluster in Teleport.",
      "type": "string",
      "x-unset": "none",
      "examples": [
       "production"
      ]
     },
     "labels": {
      "title": "Labels",
      "description": "Labels a cluster must have, all of them.",
      "type": "object",
      "additionalProperties": {
       "type": "string"
      },
      "x-unset": "none",
      "examples": [
       {
        "env": "prod"
       }
      ]
     },
     "default_namespace": {
      "title": "Default namespace",
      "description": "Namespace the context starts in.",
      "type": "string",
      "x-since": 18,
      "x-unset": "none",
      "examples": [
       "web"
      ],
      "x-advanced": true
     }
    },
    "x-exactly-one": [
     "name",
     "labels"
    ]
   }
  }
 },
 "parts/service.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Keys that many services share",
  "description": "Common keys of the entries of services and outputs.",
  "definitions": {
   "name": {
    "title": "Name",
    "description": "Names the service in the status at /readyz. Lower-case letters, digits, \"-\", \"_\" and \"+\".",
    "type": "string",
    "format": "service-name",
    "x-since": 18,
    "examples": [
     "grafana"
    ],
    "x-unset": "the type and a number",
    "x-advanced": true
   },
   "destination": {
    "title": "Writes to",
    "description": "Where the files go.",
    "x-variants": "destinations"
   },
   "credential_ttl": {
    "title": "Certificate lives",
    "description": "How long the certificates of this service live, at most 24h. Set together with renewal_interval.",
    "type": "string",
    "format": "go-duration",
    "x-since": 17,
    "examples": [
     "1h"
    ],
    "x-unset": "the value at the top of the file",
    "x-advanced": true
   },
   "renewal_interval": {
    "title": "Renews every",
    "description": "How often the certificates of this service are renewed. Set together with credential_ttl.",
    "type": "string",
    "format": "go-duration",
    "x-since": 17,
    "examples": [
     "20m"
    ],
    "x-unset": "the value at the top of the file",
    "x-advanced": true
   },
   "roles": {
    "title": "Roles",
    "description": "Roles the credential may use. Removed in Teleport 19: make one bot for each set of rights.",
    "type": "array",
    "items": {
     "type": "string"
    },
    "x-until": 18,
    "x-removed-message": "Give the bot only the roles this service needs, or make a second bot.",
    "x-unset": "all roles of the bot",
    "examples": [
     [
      "grafana-reader"
     ]
    ],
    "x-advanced": true
   },
   "delegation_session_id": {
    "title": "Delegation session",
    "description": "Session on whose behalf the service acts.",
    "type": "string",
    "x-since": 19,
    "x-unset": "none",
    "x-advanced": true,
    "examples": [
     "12345678-1234-1234-1234-123456789abc"
    ]
   }
  }
 },
 "parts/spiffe.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "SPIFFE identity",
  "description": "Keys of the SPIFFE services that were removed in Teleport 19.",
  "definitions": {
   "path": {
    "title": "Path",
    "description": "SPIFFE ID path, starting with \"/\".",
    "type": "string",
    "format": "spiffe-path",
    "examples": [
     "/svc/billing"
    ]
   },
   "hint": {
    "title": "Hint",
    "description": "Hint that tells several identities apart.",
    "type": "string",
    "x-unset": "none",
    "examples": [
     "billing"
    ],
    "x-advanced": true
   },
   "sans": {
    "title": "Alternative names",
    "description": "Names added to the certificate.",
    "type": "object",
    "properties": {
     "dns": {
      "title": "DNS names",
      "description": "DNS names added to the certificate.",
      "type": "array",
      "items": {
       "type": "string"
      },
      "x-unset": "none",
      "examples": [
       [
        "billing.example.com"
       ]
      ]
     },
     "ip": {
      "title": "IP addresses",
      "description": "IP addresses added to the certificate.",
      "type": "array",
      "items": {
       "type": "string",
       "format": "ip"
      },
      "x-unset": "none",
      "examples": [
       [
        "10.0.0.7"
       ]
      ]
     }
    },
    "x-advanced": true
   }
  }
 },
 "parts/workload-identity.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Workload identity",
  "description": "Keys that the workload-identity services share.",
  "definitions": {
   "selector": {
    "title": "Selector",
    "description": "Which workload identity to issue: exactly one of name and labels.",
    "type": "object",
    "properties": {
     "name": {
      "title": "Name",
      "description": "Name of one workload identity of the cluster.",
      "type": "string",
      "x-unset": "none",
      "examples": [
       "billing-api"
      ]
     },
     "labels": {
      "title": "Labels",
      "description": "Labels a workload identity must have, all of them; each with a list of accepted values.",
      "type": "object",
      "additionalProperties": {
       "type": "array",
       "minItems": 1,
       "items": {
        "type": "string"
       },
       "title": "Values",
       "description": "Accepted values of one label."
      },
      "x-unset": "none",
      "examples": [
       {
        "team": [
         "billing"
        ]
       }
      ]
     }
    },
    "x-exactly-one": [
     "name",
     "labels"
    ]
   },
   "trust_domains": {
    "title": "Trust domains",
    "description": "Additional trust domains to write; tbot knows only app_client.",
    "type": "array",
    "items": {
     "type": "string",
     "enum": [
      "app_client"
     ]
    },
    "x-since": 19,
    "x-unset": "none",
    "examples": [
     [
      "app_client"
     ]
    ],
    "x-advanced": true
   }
  }
 },
 "services/application-proxy.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "All web applications",
  "description": "An HTTP proxy through which every application of the bot can be reached.",
  "type": "object",
  "x-order": 12,
  "x-group": "local-addresses",
  "x-promise": "You get an HTTP proxy that knows them by name",
  "x-purpose": "Programs open any app of the bot through one local HTTP proxy. Take “One web application” for a single app, or for one that does not speak HTTP.",
  "x-keywords": [
   "app",
   "http",
   "proxy",
   "HTTP_PROXY",
   "listen",
   "port",
   "all apps"
  ],
  "x-since": 18,
  "x-destinations": "none",
  "x-scoped": "refused",
  "x-oneshot": false,
  "x-not-here": {
   "credential_ttl": {
    "message": "Here it belongs under `credential_lifetime`."
   },
   "renewal_interval": {
    "message": "Here it belongs under `credential_lifetime`."
   }
  },
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "application-proxy"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "listen": {
    "title": "Listens at",
    "description": "Address to listen at: tcp://host:port or unix:///path. Whoever reaches it uses the bot’s rights.",
    "type": "string",
    "format": "listen",
    "examples": [
     "tcp://127.0.0.1:8080"
    ]
   },
   "credential_lifetime": {
    "title": "Lifetime",
    "description": "Life and renewal of the certificates; both or neither.",
    "type": "object",
    "properties": {
     "credential_ttl": {
      "$ref": "../parts/service.json#/definitions/credential_ttl"
     },
     "renewal_interval": {
      "$ref": "../parts/service.json#/definitions/renewal_interval"
     }
    },
    "x-unset": "the values at the top of the file",
    "x-advanced": true
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "listen"
  ]
 },
 "services/application-tunnel.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "One web application",
  "description": "Listens locally and forwards everything to one application.",
  "type": "object",
  "x-order": 10,
  "x-group": "local-addresses",
  "x-promise": "You get a port here; programs need no certificate",
  "x-purpose": "A program opens one app behind Teleport through a local address. Take “A web application” if it can read certificates: whoever reaches the local address needs no login.",
  "x-keywords": [
   "app",
   "tunnel",
   "port",
   "listen",
   "tcp",
   "http",
   "localhost",
   "forward"
  ],
  "x-since": 15,
  "x-destinations": "none",
  "x-scoped": "partly",
  "x-oneshot": false,
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "application-tunnel"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "listen": {
    "title": "Listens at",
    "description": "Address to listen at: tcp://host:port or unix:///path. Whoever reaches it uses the bot’s rights.",
    "type": "string",
    "format": "listen",
    "examples": [
     "tcp://127.0.0.1:8080"
    ]
   },
   "app_name": {
    "title": "Application",
    "description": "Name of the application in Teleport.",
    "type": "string",
    "examples": [
     "grafana-example"
    ]
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "roles": {
    "$ref": "../parts/service.json#/definitions/roles"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "listen",
   "app_name"
  ]
 },
 "services/application.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "A web application",
  "description": "A client certificate that opens one application behind Teleport.",
  "type": "object",
  "x-order": 5,
  "x-group": "programs",
  "x-promise": "You get a client certificate and key, valid 1 h",
  "x-purpose": "A program opens an app behind Teleport as this bot. Take a local address instead if the program cannot read certificates, or reads them only once, at its start.",
  "x-keywords": [
   "app",
   "web",
   "http",
   "https",
   "tls",
   "certificate",
   "client certificate",
   "api",
   "grafana",
   "tcp"
  ],
  "x-destinations": "any",
  "x-scoped": "refused",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "application"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "app_name": {
    "title": "Application",
    "description": "Name of the application in Teleport.",
    "type": "string",
    "examples": [
     "grafana-example"
    ]
   },
   "specific_tls_naming": {
    "title": "Also write tls.key, tls.crt, tls.cas",
    "description": "Writes the certificate, the key and the authorities under the names many web servers expect, too.",
    "type": "boolean",
    "default": false
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "roles": {
    "$ref": "../parts/service.json#/definitions/roles"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "destination",
   "app_name"
  ]
 },
 "services/beams-vnet.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "A virtual network",
  "description": "A virtual network for what a delegation session may reach.",
  "type": "object",
  "x-order": 13,
  "x-group": "local-addresses",
  "x-promise": "You get a virtual network for one delegation session",
  "x-purpose": "Programs reach what a delegation session allows as on a network of their own. Take “All web applications” if there is no delegation session.",
  "x-keywords": [
   "vnet",
   "network",
   "dns",
   "delegation",
   "beams",
   "nameserver"
  ],
  "x-since": 19,
  "x-destinations": "none",
  "x-scoped": "refused",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "beams/vnet"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   },
   "upstream_nameservers": {
    "title": "Name servers",
    "description": "Name servers to ask for other names, as ip:port.",
    "type": "array",
    "items": {
     "type": "string",
     "format": "ip-port"
    },
    "x-unset": "none",
    "examples": [
     [
      "10.0.0.53:53"
     ]
    ],
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   }
  },
  "required": [
   "type",
   "delegation_session_id"
  ]
 },
 "services/database-tunnel.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "One database",
  "description": "Listens locally and forwards everything to one database.",
  "type": "object",
  "x-order": 11,
  "x-group": "local-addresses",
  "x-promise": "You get a port here; any client connects",
  "x-purpose": "A program opens one database behind Teleport through a local address, as one database user. Take “A database” if it can read certificates: whoever reaches the local address needs no login.",
  "x-keywords": [
   "db",
   "sql",
   "postgres",
   "mysql",
   "mongo",
   "tunnel",
   "port",
   "listen",
   "localhost",
   "forward"
  ],
  "x-since": 15,
  "x-destinations": "none",
  "x-scoped": "refused",
  "x-oneshot": false,
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "database-tunnel"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "listen": {
    "title": "Listens at",
    "description": "Address to listen at: tcp://host:port or unix:///path. Whoever reaches it uses the bot’s rights.",
    "type": "string",
    "format": "listen",
    "examples": [
     "tcp://127.0.0.1:5432"
    ]
   },
   "service": {
    "title": "Database service",
    "description": "Name of the database in Teleport.",
    "type": "string",
    "examples": [
     "billing-postgres"
    ]
   },
   "database": {
    "title": "Database",
    "description": "Database inside the service to log in to.",
    "type": "string",
    "examples": [
     "billing"
    ]
   },
   "username": {
    "title": "User",
    "description": "User of the database to log in as.",
    "type": "string",
    "examples": [
     "reader"
    ]
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "roles": {
    "$ref": "../parts/service.json#/definitions/roles"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "listen",
   "service",
   "database",
   "username"
  ]
 },
 "services/database.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "A database",
  "description": "A client certificate that opens one database behind Teleport.",
  "type": "object",
  "x-order": 6,
  "x-group": "programs",
  "x-promise": "You get a certificate in the form the database wants",
  "x-purpose": "A program opens a database behind Teleport as this bot. Take a local address instead if the program cannot read certificates, or reads them only once, at its start.",
  "x-keywords": [
   "db",
   "sql",
   "postgres",
   "postgresql",
   "mysql",
   "mongo",
   "mongodb",
   "cockroach",
   "redis",
   "tls"
  ],
  "x-destinations": "any",
  "x-scoped": "refused",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "database"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "service": {
    "title": "Database service",
    "description": "Name of the database in Teleport.",
    "type": "string",
    "examples": [
     "billing-postgres"
    ]
   },
   "database": {
    "title": "Database",
    "description": "Database inside the service to log in to. Some clients need it.",
    "type": "string",
    "examples": [
     "billing"
    ],
    "x-unset": "not fixed in the certificate"
   },
   "username": {
    "title": "User",
    "description": "User of the database to log in as.",
    "type": "string",
    "examples": [
     "reader"
    ],
    "x-unset": "not fixed in the certificate"
   },
   "format": {
    "title": "File format",
    "description": "Further files for particular clients, on top of the usual ones.",
    "type": "string",
    "enum": [
     "",
     "tls",
     "mongo",
     "cockroach"
    ],
    "default": "",
    "x-choices": {
     "": {
      "label": "Usual files only",
      "description": "tlscert, key and teleport-database-ca.crt."
     },
     "tls": {
      "label": "TLS",
      "description": "tls.key, tls.crt and tls.cas, with the host authority."
     },
     "mongo": {
      "label": "MongoDB",
      "description": "mongo.crt with certificate and key together, and mongo.cas."
     },
     "cockroach": {
      "label": "CockroachDB",
      "description": "node.key, node.crt and ca.crt in the subfolder cockroach; a Secret cannot hold it."
     }
    }
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "roles": {
    "$ref": "../parts/service.json#/definitions/roles"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "destination",
   "service"
  ]
 },
 "services/example.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Example",
  "description": "A service of tbot’s own tests.",
  "type": "object",
  "x-order": 20,
  "x-group": "programs",
  "x-promise": "You get a line in the log",
  "x-purpose": "It serves tbot’s own tests only. Take any other kind.",
  "x-keywords": [
   "test"
  ],
  "x-since": 15,
  "x-destinations": "none",
  "x-scoped": "ok",
  "x-hidden": true,
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "example"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "message": {
    "title": "Message",
    "description": "Text that is logged.",
    "type": "string",
    "examples": [
     "hello"
    ]
   }
  },
  "required": [
   "type",
   "message"
  ]
 },
 "services/identity-key-agent.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "An SSH agent that keeps the key",
  "description": "An identity whose private key never leaves the bot; programs use it through an agent socket.",
  "type": "object",
  "x-order": 4,
  "x-group": "log-in",
  "x-promise": "You get an identity whose key stays inside the bot",
  "x-purpose": "Programs use an identity without ever reading its private key. Take “SSH and admin access” if the program must read the key from a file.",
  "x-keywords": [
   "ssh",
   "agent",
   "key",
   "identity",
   "hardware",
   "private key"
  ],
  "x-since": 19,
  "x-destinations": "directory",
  "x-scoped": "refused",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "identity/key-agent"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "cluster": {
    "title": "Leaf cluster",
    "description": "Leaf cluster to issue for.",
    "type": "string",
    "x-unset": "the root cluster",
    "examples": [
     "leaf.example.com"
    ],
    "x-advanced": true
   },
   "allow_reissue": {
    "title": "May ask for more certificates",
    "description": "Lets whoever holds the identity ask the cluster for further certificates.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "roles": {
    "$ref": "../parts/service.json#/definitions/roles"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "destination"
  ]
 },
 "services/identity.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "SSH and admin access",
  "description": "An identity file for tsh, tctl and API clients, with SSH keys and certificates.",
  "type": "object",
  "x-order": 1,
  "x-group": "log-in",
  "x-promise": "You get an identity file, keys and an ssh_config",
  "x-purpose": "A machine logs in with ssh, tsh or tctl, or a program calls the Teleport API, as this bot. Take “Many SSH connections at once” if a tool such as Ansible opens hundreds of connections.",
  "x-keywords": [
   "ssh",
   "tsh",
   "tctl",
   "api",
   "admin",
   "identity file",
   "known_hosts",
   "login",
   "terraform provider"
  ],
  "x-destinations": "any",
  "x-scoped": "partly",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "identity"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "cluster": {
    "title": "Leaf cluster",
    "description": "Leaf cluster to issue for.",
    "type": "string",
    "x-unset": "the root cluster",
    "examples": [
     "leaf.example.com"
    ],
    "x-advanced": true
   },
   "ssh_config": {
    "title": "SSH configuration",
    "description": "Whether ssh_config and known_hosts are written; ssh_config needs a folder and a proxy that answers.",
    "type": "string",
    "enum": [
     "on",
     "off"
    ],
    "default": "on",
    "x-choices": {
     "on": {
      "label": "Written"
     },
     "off": {
      "label": "Not written"
     }
    },
    "x-advanced": true
   },
   "allow_reissue": {
    "title": "May ask for more certificates",
    "description": "Lets whoever holds the identity ask the cluster for further certificates.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "roles": {
    "$ref": "../parts/service.json#/definitions/roles"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "destination"
  ]
 },
 "services/kubernetes-argo-cd.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Argo CD",
  "description": "Cluster Secrets for Argo CD, one for each Kubernetes cluster that matches.",
  "type": "object",
  "x-order": 9,
  "x-group": "programs",
  "x-promise": "You get cluster Secrets that Argo CD finds",
  "x-purpose": "Argo CD deploys to Kubernetes clusters behind Teleport as this bot. Take “Kubernetes” for kubectl, Helm and other programs.",
  "x-keywords": [
   "argocd",
   "argo",
   "gitops",
   "k8s",
   "secret",
   "deploy"
  ],
  "x-since": 18,
  "x-destinations": "none",
  "x-scoped": "ok",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "kubernetes/argo-cd"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "selectors": {
    "title": "Selectors",
    "description": "Which Kubernetes clusters to include: at least one.",
    "type": "array",
    "items": {
     "$ref": "../parts/kubernetes-selector.json#/definitions/selector"
    }
   },
   "secret_namespace": {
    "title": "Namespace",
    "description": "Namespace of the Secrets.",
    "type": "string",
    "x-unset": "the variable POD_NAMESPACE, else default",
    "examples": [
     "argocd"
    ]
   },
   "secret_name_prefix": {
    "title": "Name prefix",
    "description": "Start of the names of the Secrets; a hash follows.",
    "type": "string",
    "format": "dns-prefix",
    "default": "teleport.argocd-cluster",
    "x-advanced": true,
    "examples": [
     "teleport.argocd-cluster"
    ]
   },
   "secret_labels": {
    "title": "Labels",
    "description": "Labels of the Secrets; values may be Go templates.",
    "type": "object",
    "additionalProperties": {
     "type": "string"
    },
    "x-unset": "only those Argo CD needs",
    "examples": [
     {
      "env": "prod"
     }
    ],
    "x-advanced": true
   },
   "secret_annotations": {
    "title": "Annotations",
    "description": "Annotations of the Secrets; values may be Go templates.",
    "type": "object",
    "additionalProperties": {
     "type": "string"
    },
    "x-unset": "only those of the bot",
    "examples": [
     {
      "example.com/owner": "platform"
     }
    ],
    "x-advanced": true
   },
   "project": {
    "title": "Project",
    "description": "Project of Argo CD the clusters belong to.",
    "type": "string",
    "x-unset": "none",
    "examples": [
     "platform"
    ],
    "x-advanced": true
   },
   "namespaces": {
    "title": "Namespaces",
    "description": "Namespaces Argo CD may manage.",
    "type": "array",
    "items": {
     "type": "string",
     "format": "kube-namespace"
    },
    "x-unset": "all",
    "examples": [
     [
      "web",
      "jobs"
     ]
    ],
    "x-advanced": true
   },
   "cluster_resources": {
    "title": "Cluster resources",
    "description": "Lets Argo CD manage resources outside namespaces; only together with namespaces.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "cluster_name_template": {
    "title": "Cluster names",
    "description": "Go template of the cluster names in Argo CD; it knows .ClusterName, .KubeName and .Labels.",
    "type": "string",
    "format": "kube-template",
    "default": "{{.ClusterName}}-{{.KubeName}}",
    "x-since": 18,
    "examples": [
     "{{.KubeName}}"
    ],
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "selectors"
  ]
 },
 "services/kubernetes-v2.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Kubernetes",
  "description": "A kubeconfig for all Kubernetes clusters that match.",
  "type": "object",
  "x-order": 7,
  "x-group": "programs",
  "x-promise": "You get a kubeconfig for one or many clusters",
  "x-purpose": "kubectl, Helm or a program opens Kubernetes clusters behind Teleport as this bot. Take “Argo CD” if Argo CD shall find the clusters by itself.",
  "x-keywords": [
   "k8s",
   "kubectl",
   "kubeconfig",
   "helm",
   "cluster",
   "context",
   "relay"
  ],
  "x-since": 17,
  "x-destinations": "any",
  "x-scoped": "partly",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "kubernetes/v2"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "selectors": {
    "title": "Selectors",
    "description": "Which Kubernetes clusters to include: at least one.",
    "type": "array",
    "items": {
     "$ref": "../parts/kubernetes-selector.json#/definitions/selector"
    }
   },
   "disable_exec_plugin": {
    "title": "Embed the certificate",
    "description": "Writes the certificate into the kubeconfig instead of calling tbot; always so unless the destination is a folder.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "context_name_template": {
    "title": "Context names",
    "description": "Go template of the context names; it knows .ClusterName, .KubeName and .Labels.",
    "type": "string",
    "format": "kube-template",
    "default": "{{.ClusterName}}-{{.KubeName}}",
    "examples": [
     "{{.KubeName}}"
    ],
    "x-advanced": true
   },
   "relay_server": {
    "title": "Relay",
    "description": "Address of a relay server, as host:port; tbot 18.5.0 or later.",
    "type": "string",
    "x-since": 18,
    "x-unset": "none",
    "examples": [
     "relay.example.com:443"
    ],
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "destination",
   "selectors"
  ]
 },
 "services/kubernetes.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Kubernetes, one cluster",
  "description": "A kubeconfig for one Kubernetes cluster; kubernetes/v2 is its successor.",
  "type": "object",
  "x-order": 8,
  "x-group": "programs",
  "x-promise": "You get a kubeconfig for one cluster",
  "x-purpose": "kubectl, Helm or a program opens one Kubernetes cluster behind Teleport as this bot. Take `kubernetes/v2` from tbot 17 on: it does the same for one or many clusters.",
  "x-keywords": [
   "k8s",
   "kubectl",
   "kubeconfig",
   "helm",
   "cluster"
  ],
  "x-successor": "kubernetes/v2",
  "x-destinations": "any",
  "x-scoped": "refused",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "kubernetes"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "kubernetes_cluster": {
    "title": "Kubernetes cluster",
    "description": "Name of the Kubernetes cluster in Teleport.",
    "type": "string",
    "examples": [
     "production"
    ]
   },
   "disable_exec_plugin": {
    "title": "Embed the certificate",
    "description": "Writes the certificate into the kubeconfig instead of calling tbot; always so unless the destination is a folder.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "roles": {
    "$ref": "../parts/service.json#/definitions/roles"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "destination",
   "kubernetes_cluster"
  ]
 },
 "services/spiffe-svid.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "A SPIFFE certificate (old kind)",
  "description": "A SPIFFE certificate; workload-identity-x509 is its successor.",
  "type": "object",
  "x-order": 18,
  "x-group": "workload-identity",
  "x-promise": "You get an X.509 SVID and its trust bundle",
  "x-purpose": "A workload proves its own identity by mutual TLS. Take `workload-identity-x509` from tbot 17 on; this kind is gone from tbot 19.",
  "x-keywords": [
   "spiffe",
   "svid",
   "x509",
   "mtls",
   "jwt"
  ],
  "x-since": 15,
  "x-until": 18,
  "x-successor": "workload-identity-x509",
  "x-destinations": "any",
  "x-scoped": "ok",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "spiffe-svid"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "svid": {
    "title": "SVID",
    "description": "What to issue.",
    "type": "object",
    "properties": {
     "path": {
      "$ref": "../parts/spiffe.json#/definitions/path"
     },
     "hint": {
      "$ref": "../parts/spiffe.json#/definitions/hint"
     },
     "sans": {
      "$ref": "../parts/spiffe.json#/definitions/sans"
     }
    },
    "required": [
     "path"
    ]
   },
   "jwts": {
    "title": "JWTs",
    "description": "Tokens to write as well.",
    "type": "array",
    "items": {
     "title": "JWT",
     "description": "One token.",
     "type": "object",
     "properties": {
      "audience": {
       "title": "Audience",
       "description": "Who shall accept the token.",
       "type": "string",
       "examples": [
        "https://api.example.com"
       ]
      },
      "file_name": {
       "title": "File",
       "description": "Name of the file.",
       "type": "string",
       "examples": [
        "billing.jwt"
       ]
      }
     },
     "required": [
      "audience",
      "file_name"
     ]
    },
    "x-unset": "none",
    "x-advanced": true
   },
   "include_federated_trust_bundles": {
    "title": "Federated trust bundles",
    "description": "Adds the bundles of federated trust domains.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   }
  },
  "required": [
   "type",
   "destination",
   "svid"
  ]
 },
 "services/spiffe-workload-api.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "The SPIFFE Workload API (old kind)",
  "description": "Serves the SPIFFE Workload API; workload-identity-api is its successor.",
  "type": "object",
  "x-order": 19,
  "x-group": "workload-identity",
  "x-promise": "You get a socket that workloads ask themselves",
  "x-purpose": "Workloads ask for their identity when they need it. Take `workload-identity-api` from tbot 17 on; this kind is gone from tbot 19.",
  "x-keywords": [
   "spiffe",
   "svid",
   "socket",
   "workload",
   "attestor"
  ],
  "x-since": 15,
  "x-until": 18,
  "x-successor": "workload-identity-api",
  "x-destinations": "none",
  "x-scoped": "ok",
  "x-oneshot": false,
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "spiffe-workload-api"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "listen": {
    "title": "Listens at",
    "description": "Address to listen at: unix:///path or tcp://host:port.",
    "type": "string",
    "format": "workload-listen",
    "examples": [
     "unix:///run/tbot/workload.sock"
    ]
   },
   "svids": {
    "title": "SVIDs",
    "description": "What to issue, and to whom.",
    "type": "array",
    "items": {
     "title": "SVID",
     "description": "One identity.",
     "type": "object",
     "properties": {
      "path": {
       "$ref": "../parts/spiffe.json#/definitions/path"
      },
      "hint": {
       "$ref": "../parts/spiffe.json#/definitions/hint"
      },
      "sans": {
       "$ref": "../parts/spiffe.json#/definitions/sans"
      },
      "rules": {
       "title": "Rules",
       "description": "Callers that get it; empty: all.",
       "type": "array",
       "items": {
        "title": "Rule",
        "description": "One rule.",
        "type": "object",
        "properties": {
         "unix": {
          "title": "Unix",
          "description": "Facts of the process.",
          "type": "object",
          "properties": {
           "uid": {
            "title": "User number",
            "description": "User of the process.",
            "type": "integer",
            "x-unset": "any",
            "examples": [
             1000
            ]
           },
           "pid": {
            "title": "Process number",
            "description": "Number of the process.",
            "type": "integer",
            "x-unset": "any",
            "examples": [
             4242
            ]
           },
           "gid": {
            "title": "Group number",
            "description": "Group of the process.",
            "type": "integer",
            "x-unset": "any",
            "examples": [
             1000
            ]
           }
          }
         },
         "kubernetes": {
          "title": "Kubernetes",
          "description": "Facts of the pod.",
          "type": "object",
          "properties": {
           "namespace": {
            "title": "Namespace",
            "description": "Namespace of the pod.",
            "type": "string",
            "x-unset": "any",
            "examples": [
             "web"
            ]
           },
           "service_account": {
            "title": "Service account",
            "description": "Service account of the pod.",
            "type": "string",
            "x-unset": "any",
            "examples": [
             "billing"
            ]
           },
           "pod_name": {
            "title": "Pod",
            "description": "Name of the pod.",
            "type": "string",
            "x-unset": "any",
            "examples": [
             "billing-0"
            ]
           }
          }
         }
        }
       },
       "x-unset": "every caller",
       "x-advanced": true
      }
     },
     "required": [
      "path"
     ]
    }
   },
   "attestors": {
    "$ref": "../parts/attestors.json#/definitions/attestors"
   },
   "jwt_svid_ttl": {
    "title": "JWT lives",
    "description": "How long tokens live.",
    "type": "string",
    "format": "go-duration",
    "x-unset": "tbot’s own value",
    "examples": [
     "5m"
    ],
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   }
  },
  "required": [
   "type",
   "listen",
   "svids"
  ]
 },
 "services/ssh-multiplexer.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Many SSH connections at once",
  "description": "A socket through which many SSH connections share one, with an SSH agent.",
  "type": "object",
  "x-order": 3,
  "x-group": "log-in",
  "x-promise": "You get a socket, and an agent for Ansible and the like",
  "x-purpose": "Tools that open many SSH connections share one connection to the cluster. Take “SSH and admin access” for a few connections; this kind has to keep running.",
  "x-keywords": [
   "ssh",
   "ansible",
   "fdpass",
   "multiplexer",
   "agent",
   "socket",
   "proxy command",
   "parallel"
  ],
  "x-since": 15,
  "x-destinations": "directory",
  "x-scoped": "refused",
  "x-oneshot": false,
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "ssh-multiplexer"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "enable_resumption": {
    "title": "Resume connections",
    "description": "Keeps connections alive over short outages.",
    "type": "boolean",
    "default": true,
    "x-advanced": true
   },
   "proxy_templates_path": {
    "title": "Proxy templates",
    "description": "File with proxy templates, read once at start.",
    "type": "string",
    "x-unset": "none",
    "format": "file",
    "examples": [
     "/etc/tbot/proxy-templates.yaml"
    ],
    "x-advanced": true
   },
   "proxy_command": {
    "title": "Proxy command",
    "description": "Program and arguments that ssh calls to connect.",
    "type": "array",
    "items": {
     "type": "string"
    },
    "x-unset": "tbot itself",
    "examples": [
     [
      "/usr/local/bin/fdpass-teleport"
     ]
    ],
    "x-advanced": true
   },
   "relay_server": {
    "title": "Relay",
    "description": "Address of a relay server, as host:port; tbot 18.3.0 or later.",
    "type": "string",
    "x-since": 18,
    "x-unset": "none",
    "examples": [
     "relay.example.com:443"
    ],
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "delegation_session_id": {
    "$ref": "../parts/service.json#/definitions/delegation_session_id"
   }
  },
  "required": [
   "type",
   "destination"
  ]
 },
 "services/ssh_host.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "An SSH server’s certificate",
  "description": "A host key and certificate for an OpenSSH server.",
  "type": "object",
  "x-order": 2,
  "x-group": "log-in",
  "x-promise": "You get a host certificate that users trust at once",
  "x-purpose": "An OpenSSH server shows its users a certificate of the cluster, so nobody is asked about an unknown key. Take “SSH and admin access” if this machine shall log in elsewhere.",
  "x-keywords": [
   "ssh",
   "sshd",
   "openssh",
   "host key",
   "host certificate",
   "server",
   "principals"
  ],
  "x-destinations": "any",
  "x-scoped": "refused",
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "ssh_host"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "principals": {
    "title": "Host names",
    "description": "Names and addresses under which clients reach the server: at least one.",
    "type": "array",
    "items": {
     "type": "string"
    },
    "examples": [
     [
      "host.example.com",
      "10.0.0.7"
     ]
    ]
   },
   "ca_type": {
    "title": "Exported authority",
    "description": "Which authority of users the server shall trust.",
    "type": "string",
    "enum": [
     "user",
     "openssh"
    ],
    "default": "user",
    "x-since": 18,
    "x-choices": {
     "user": {
      "label": "Users of Teleport"
     },
     "openssh": {
      "label": "Teleport’s access to OpenSSH servers"
     }
    },
    "x-advanced": true
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   },
   "roles": {
    "$ref": "../parts/service.json#/definitions/roles"
   }
  },
  "required": [
   "type",
   "destination",
   "principals"
  ]
 },
 "services/workload-identity-api.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "The SPIFFE Workload API",
  "description": "Serves the SPIFFE Workload API and Envoy SDS on an address.",
  "type": "object",
  "x-order": 16,
  "x-group": "workload-identity",
  "x-promise": "You get a socket that workloads ask themselves",
  "x-purpose": "Workloads and Envoy ask for their identity when they need it; the bot finds out who asks. Take “A SPIFFE certificate” or “A signed JWT” if the workload reads files.",
  "x-keywords": [
   "spiffe",
   "svid",
   "envoy",
   "sds",
   "socket",
   "workload",
   "attestor",
   "api"
  ],
  "x-since": 17,
  "x-destinations": "none",
  "x-scoped": "ok",
  "x-oneshot": false,
  "x-unlimited-lifetime": true,
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "workload-identity-api"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "listen": {
    "title": "Listens at",
    "description": "Address to listen at: unix:///path or tcp://host:port.",
    "type": "string",
    "format": "workload-listen",
    "examples": [
     "unix:///run/tbot/workload.sock"
    ]
   },
   "selector": {
    "$ref": "../parts/workload-identity.json#/definitions/selector"
   },
   "trust_domains": {
    "$ref": "../parts/workload-identity.json#/definitions/trust_domains"
   },
   "attestors": {
    "$ref": "../parts/attestors.json#/definitions/attestors"
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   }
  },
  "required": [
   "type",
   "listen",
   "selector"
  ]
 },
 "services/workload-identity-aws-roles-anywhere.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "AWS",
  "description": "Credentials of AWS, obtained with a workload identity through Roles Anywhere.",
  "type": "object",
  "x-order": 17,
  "x-group": "workload-identity",
  "x-promise": "You get a credentials file",
  "x-purpose": "A program uses AWS without a long-lived key, through AWS Roles Anywhere. Take “A signed JWT” if the role trusts an OIDC provider instead.",
  "x-keywords": [
   "aws",
   "amazon",
   "iam",
   "roles anywhere",
   "credentials",
   "sts",
   "cloud",
   "s3"
  ],
  "x-since": 17,
  "x-destinations": "any",
  "x-scoped": "refused",
  "x-not-here": {
   "credential_ttl": {
    "message": "This service has its own pair: `session_duration` and `session_renewal_interval`."
   },
   "renewal_interval": {
    "message": "This service has its own pair: `session_duration` and `session_renewal_interval`."
   }
  },
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "workload-identity-aws-roles-anywhere"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "selector": {
    "$ref": "../parts/workload-identity.json#/definitions/selector"
   },
   "role_arn": {
    "title": "Role",
    "description": "ARN of the role to assume.",
    "type": "string",
    "format": "arn",
    "examples": [
     "arn:aws:iam::123456789012:role/example"
    ]
   },
   "profile_arn": {
    "title": "Profile",
    "description": "ARN of the Roles Anywhere profile.",
    "type": "string",
    "format": "arn",
    "examples": [
     "arn:aws:rolesanywhere:us-east-1:123456789012:profile/0123abcd-0123-0123-0123-0123456789ab"
    ]
   },
   "trust_anchor_arn": {
    "title": "Trust anchor",
    "description": "ARN of the trust anchor.",
    "type": "string",
    "format": "arn",
    "examples": [
     "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/0123abcd-0123-0123-0123-0123456789ab"
    ]
   },
   "region": {
    "title": "Region",
    "description": "Region of AWS.",
    "type": "string",
    "format": "aws-region",
    "examples": [
     "us-east-1"
    ],
    "x-unset": "from the environment or configuration of AWS"
   },
   "session_duration": {
    "title": "Session lives",
    "description": "How long the AWS session lives, at most 12h.",
    "type": "string",
    "format": "go-duration",
    "default": "6h",
    "x-advanced": true,
    "examples": [
     "6h"
    ]
   },
   "session_renewal_interval": {
    "title": "Renews every",
    "description": "How often the session is renewed; below session_duration.",
    "type": "string",
    "format": "go-duration",
    "default": "1h",
    "x-advanced": true,
    "examples": [
     "1h"
    ]
   },
   "credential_profile_name": {
    "title": "Profile in the file",
    "description": "Name of the profile in the credentials file.",
    "type": "string",
    "default": "default",
    "x-advanced": true,
    "examples": [
     "default"
    ]
   },
   "artifact_name": {
    "title": "File name",
    "description": "Name of the credentials file.",
    "type": "string",
    "default": "aws_credentials",
    "x-advanced": true,
    "examples": [
     "aws_credentials"
    ]
   },
   "overwrite_credential_file": {
    "title": "Overwrite the file",
    "description": "Replaces the file instead of merging with its other profiles.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   }
  },
  "required": [
   "type",
   "destination",
   "selector",
   "role_arn",
   "profile_arn",
   "trust_anchor_arn"
  ]
 },
 "services/workload-identity-jwt.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "A signed JWT",
  "description": "A JWT SVID for one or more audiences.",
  "type": "object",
  "x-order": 15,
  "x-group": "workload-identity",
  "x-promise": "You get a token for one or more audiences",
  "x-purpose": "A workload proves its own identity with a token, for example to a cloud. Take “A SPIFFE certificate” for mutual TLS.",
  "x-keywords": [
   "spiffe",
   "svid",
   "jwt",
   "oidc",
   "token",
   "audience",
   "workload",
   "federation"
  ],
  "x-since": 17,
  "x-destinations": "any",
  "x-scoped": "ok",
  "x-unlimited-lifetime": true,
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "workload-identity-jwt"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "selector": {
    "$ref": "../parts/workload-identity.json#/definitions/selector"
   },
   "audiences": {
    "title": "Audiences",
    "description": "Who shall accept the token: at least one.",
    "type": "array",
    "items": {
     "type": "string"
    },
    "examples": [
     [
      "sts.amazonaws.com"
     ]
    ]
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   }
  },
  "required": [
   "type",
   "destination",
   "selector",
   "audiences"
  ]
 },
 "services/workload-identity-x509.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "A SPIFFE certificate",
  "description": "An X.509 SVID with its key and trust bundle.",
  "type": "object",
  "x-order": 14,
  "x-group": "workload-identity",
  "x-promise": "You get an X.509 SVID and its trust bundle",
  "x-purpose": "A workload proves its own identity by mutual TLS. Take “A signed JWT” if the other side wants a token, or “The SPIFFE Workload API” if the workload can ask by itself.",
  "x-keywords": [
   "spiffe",
   "svid",
   "x509",
   "mtls",
   "tls",
   "certificate",
   "workload",
   "trust bundle"
  ],
  "x-since": 17,
  "x-destinations": "any",
  "x-scoped": "ok",
  "x-unlimited-lifetime": true,
  "properties": {
   "type": {
    "title": "Kind",
    "description": "Kind of service.",
    "type": "string",
    "const": "workload-identity-x509"
   },
   "name": {
    "$ref": "../parts/service.json#/definitions/name"
   },
   "destination": {
    "$ref": "../parts/service.json#/definitions/destination"
   },
   "selector": {
    "$ref": "../parts/workload-identity.json#/definitions/selector"
   },
   "include_federated_trust_bundles": {
    "title": "Federated trust bundles",
    "description": "Adds the bundles of federated trust domains.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "trust_domains": {
    "$ref": "../parts/workload-identity.json#/definitions/trust_domains"
   },
   "credential_ttl": {
    "$ref": "../parts/service.json#/definitions/credential_ttl"
   },
   "renewal_interval": {
    "$ref": "../parts/service.json#/definitions/renewal_interval"
   }
  },
  "required": [
   "type",
   "destination",
   "selector"
  ]
 },
 "tbot.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "tbot.yaml",
  "description": "Configuration of tbot, version 2.",
  "type": "object",
  "properties": {
   "version": {
    "title": "Version",
    "description": "Version of the file format; tbot refuses anything but v2.",
    "type": "string",
    "enum": [
     "v2"
    ],
    "x-choices": {
     "v2": {
      "label": "Version 2"
     }
    },
    "examples": [
     "v2"
    ]
   },
   "debug": {
    "title": "More in the log",
    "description": "Writes more to the log and switches the profiling routes of the diagnostics listener on.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "auth_server": {
    "title": "Auth Service",
    "description": "Address of the Auth Service, as host:port. Write either this or proxy_server; from tbot 19 on the address of a proxy is refused here.",
    "type": "string",
    "format": "address",
    "examples": [
     "teleport.example.com:3025"
    ],
    "x-unset": "no direct connection"
   },
   "proxy_server": {
    "title": "Proxy Service",
    "description": "Address of the Proxy Service, as host:port. This is what most clusters need.",
    "type": "string",
    "format": "address",
    "examples": [
     "teleport.example.com:443"
    ],
    "x-unset": "no proxy"
   },
   "credential_ttl": {
    "title": "Certificates live",
    "description": "How long certificates live, at most 24h; the cluster shortens anything longer.",
    "type": "string",
    "format": "go-duration",
    "default": "1h",
    "x-since": 17,
    "examples": [
     "1h",
     "30m",
     "12h"
    ]
   },
   "certificate_ttl": {
    "title": "Certificates live",
    "description": "Old name of credential_ttl; it counts only when credential_ttl is not set.",
    "type": "string",
    "format": "go-duration",
    "x-deprecated": {
     "from": 17,
     "use": "credential_ttl"
    },
    "x-unset": "1h",
    "examples": [
     "1h"
    ],
    "x-advanced": true
   },
   "renewal_interval": {
    "title": "Renews every",
    "description": "How often certificates are renewed: at most half their life, so that one failed renewal leaves no gap. Unused when the bot runs once.",
    "type": "string",
    "format": "go-duration",
    "default": "20m",
    "examples": [
     "20m",
     "10m",
     "4h"
    ]
   },
   "leeway": {
    "title": "Clock tolerance",
    "description": "By how much clocks may differ for the tunnels of applications and databases; may be negative.",
    "type": "string",
    "format": "go-duration",
    "default": "1m",
    "x-since": 19,
    "examples": [
     "1m"
    ],
    "x-advanced": true,
    "x-signed": true
   },
   "oneshot": {
    "title": "Run once",
    "description": "Writes everything once and exits; services that listen are skipped.",
    "type": "boolean",
    "default": false
   },
   "scoped": {
    "title": "Scoped bot",
    "description": "The bot belongs to a scope of the cluster; many kinds of service are refused then.",
    "type": "boolean",
    "default": false,
    "x-since": 19,
    "x-advanced": true
   },
   "fips": {
    "title": "FIPS only",
    "description": "Uses only algorithms allowed by FIPS; only the FIPS build of tbot starts with it.",
    "type": "boolean",
    "default": false,
    "x-advanced": true
   },
   "diag_addr": {
    "title": "Diagnostics",
    "description": "Where the bot answers questions about its health and metrics, as host:port.",
    "type": "string",
    "format": "listen-address",
    "examples": [
     "127.0.0.1:3001"
    ],
    "x-unset": "off"
   },
   "insecure": {
    "title": "Trust any server",
    "description": "Trusts whichever server answers at the first connection; excludes CA pins and the CA file.",
    "type": "boolean",
    "default": false,
    "x-since": 15,
    "x-advanced": true
   },
   "join_uri": {
    "title": "Join link",
    "description": "Address, method and token in one link; then no address, token or other method may be set.",
    "type": "string",
    "x-secret": true,
    "x-since": 18,
    "x-unset": "no link",
    "examples": [
     "tbot+proxy+token://TOKEN@teleport.example.com:443"
    ],
    "x-advanced": true
   },
   "onboarding": {
    "$ref": "onboarding.json"
   },
   "storage": {
    "title": "Storage",
    "description": "Where the bot keeps its own identity. Only the bot may read it.",
    "x-variants": "destinations",
    "x-unset": "the folder /var/lib/teleport/bot"
   },
   "services": {
    "title": "Services",
    "description": "What the bot makes and serves.",
    "type": "array",
    "items": {
     "x-variants": "services"
    },
    "x-since": 15,
    "x-unset": "nothing is made; the bot only joins"
   },
   "outputs": {
    "title": "Outputs",
    "description": "Older name of services; the entries are the same and run after those of services.",
    "type": "array",
    "items": {
     "x-variants": "services"
    },
    "x-deprecated": {
     "from": 18,
     "use": "services"
    },
    "x-unset": "nothing",
    "x-advanced": true
   }
  },
  "required": [
   "version"
  ]
 }
}
