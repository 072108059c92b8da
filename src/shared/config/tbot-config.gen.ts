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
    "description": "The folder; made if it is missing. Use an absolute path.",
    "type": "string",
    "format": "folder",
    "examples": [
     "/opt/machine-id"
    ]
   },
   "symlinks": {
    "title": "Symbolic links",
    "description": "Whether links on the way to the folder are followed: secure refuses, try-secure refuses where the system can, insecure follows.",
    "type": "string",
    "enum": [
     "try-secure",
     "secure",
     "insecure"
    ],
    "default": "try-secure"
   },
   "acls": {
    "title": "Access lists",
    "description": "Whether file access lists for readers are managed: try where possible, off, or required.",
    "type": "string",
    "enum": [
     "try",
     "off",
     "required"
    ],
    "default": "try"
   },
   "readers": {
    "title": "Readers",
    "description": "Users and groups that may read the files.",
    "type": "array",
    "items": {
     "title": "Reader",
     "description": "Exactly one of user and group.",
     "type": "object",
     "properties": {
      "user": {
       "title": "User",
       "description": "Name or number of a user.",
       "type": "string"
      },
      "group": {
       "title": "Group",
       "description": "Name or number of a group.",
       "type": "string"
      }
     },
     "x-exactly-one": [
      "user",
      "group"
     ]
    },
    "x-since": 17
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
  "description": "One Secret in Kubernetes. Only one bot may write it.",
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
    "description": "Name of the Secret.",
    "type": "string",
    "examples": [
     "machine-id"
    ]
   },
   "namespace": {
    "title": "Namespace",
    "description": "Namespace of the Secret. Unset: the variable POD_NAMESPACE.",
    "type": "string",
    "x-since": 18
   },
   "labels": {
    "title": "Labels",
    "description": "Labels of the Secret; they replace those it has.",
    "type": "object",
    "additionalProperties": {
     "type": "string"
    }
   },
   "kubeconfig_path": {
    "title": "kubeconfig",
    "description": "File that says how to reach Kubernetes. Unset: KUBECONFIG, else the cluster the bot runs in.",
    "type": "string",
    "x-since": 19
   },
   "kubeconfig_context": {
    "title": "Context",
    "description": "Context of that file. Unset: its current context.",
    "type": "string",
    "x-since": 19
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
  "description": "Nothing is written; all is lost when the bot stops.",
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
  "description": "Managed identity of a virtual machine in Azure.",
  "type": "object",
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
      "type": "string"
     }
    },
    "x-since": 15
   }
  }
 },
 "join-methods/azure_devops.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Azure DevOps",
  "description": "Token of a pipeline in Azure DevOps (SYSTEM_ACCESSTOKEN).",
  "type": "object",
  "x-since": 17,
  "x-renewable": false
 },
 "join-methods/bitbucket.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Bitbucket",
  "description": "Token of a step in Bitbucket Pipelines (BITBUCKET_STEP_OIDC_TOKEN).",
  "type": "object",
  "x-since": 17,
  "x-renewable": false
 },
 "join-methods/bound_keypair.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Bound keypair",
  "description": "A key pair registered with the cluster. The bot keeps its key in storage.",
  "type": "object",
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
      "description": "Secret for the first join.",
      "type": "string",
      "x-secret": true
     },
     "registration_secret_path": {
      "title": "Registration secret file",
      "description": "File with that secret.",
      "type": "string"
     },
     "static_private_key_path": {
      "title": "Static key file",
      "description": "File with a private key that never changes.",
      "type": "string"
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
  "description": "Token of a job in CircleCI (CIRCLE_OIDC_TOKEN).",
  "type": "object",
  "x-renewable": false
 },
 "join-methods/env0.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "env0",
  "description": "Token of a deployment in env0 (ENV0_OIDC_TOKEN).",
  "type": "object",
  "x-since": 18,
  "x-renewable": false
 },
 "join-methods/gcp.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Google Cloud",
  "description": "Service account of a virtual machine in Google Cloud.",
  "type": "object",
  "x-renewable": false
 },
 "join-methods/generic_oidc.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Any OIDC provider",
  "description": "A JWT from a variable or a program.",
  "type": "object",
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
      "description": "Environment variable that holds the JWT; excludes command.",
      "type": "string"
     },
     "command": {
      "title": "Program",
      "description": "Program and arguments that print the JWT; excludes env.",
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "timeout": {
      "title": "Time limit",
      "description": "Longest run of the program.",
      "type": "string",
      "format": "go-duration"
     }
    },
    "x-since": 19
   }
  }
 },
 "join-methods/github.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "GitHub Actions",
  "description": "Token of a workflow run; the workflow needs the permission to write ID tokens.",
  "type": "object",
  "x-renewable": false
 },
 "join-methods/gitlab.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "GitLab",
  "description": "ID token of a GitLab job.",
  "type": "object",
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
      "default": "TBOT_GITLAB_JWT"
     }
    },
    "x-since": 17
   }
  }
 },
 "join-methods/iam.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "AWS",
  "description": "Credentials of AWS found on the machine.",
  "type": "object",
  "x-renewable": false
 },
 "join-methods/kubernetes.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Kubernetes",
  "description": "Service account token of a pod.",
  "type": "object",
  "x-renewable": false,
  "properties": {
   "kubernetes": {
    "title": "Kubernetes",
    "description": "Where the token is.",
    "type": "object",
    "properties": {
     "token_path": {
      "title": "Token file",
      "description": "File with the service account token. Unset: KUBERNETES_TOKEN_PATH, else the usual place.",
      "type": "string"
     }
    },
    "x-since": 19
   }
  }
 },
 "join-methods/oracle.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Oracle Cloud",
  "description": "Instance identity in Oracle Cloud.",
  "type": "object",
  "x-since": 18,
  "x-renewable": false
 },
 "join-methods/spacelift.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Spacelift",
  "description": "Token of a run in Spacelift (SPACELIFT_OIDC_TOKEN).",
  "type": "object",
  "x-renewable": false
 },
 "join-methods/terraform_cloud.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "HCP Terraform",
  "description": "Workload identity token of a run (TFC_WORKLOAD_IDENTITY_TOKEN).",
  "type": "object",
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
      "description": "Suffix of the variable, as in TFC_WORKLOAD_IDENTITY_TOKEN_TAG.",
      "type": "string"
     }
    },
    "x-since": 17
   }
  }
 },
 "join-methods/token.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Token",
  "description": "A secret that works once or for a limited time. The bot keeps its identity in storage and renews it.",
  "type": "object",
  "x-renewable": true
 },
 "join-methods/tpm.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "TPM",
  "description": "The TPM of the machine.",
  "type": "object",
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
    "description": "How the bot proves who it is.",
    "type": "string",
    "x-values-of": "join-methods",
    "x-value-notes": {
     "ec2": "Teleport’s pages list ec2, but no tbot accepts it for bots. Use iam."
    }
   },
   "token": {
    "title": "Token",
    "description": "Name of the join token; with the method token it is the secret itself. An absolute path is read as a file.",
    "type": "string",
    "x-secret": true
   },
   "ca_pins": {
    "title": "CA pins",
    "description": "Fingerprints of the cluster’s authority, for a direct connection to the Auth Service.",
    "type": "array",
    "items": {
     "type": "string",
     "format": "ca-pin"
    },
    "examples": [
     [
      "sha256:…"
     ]
    ]
   },
   "ca_path": {
    "title": "CA file",
    "description": "File with the authority of the cluster; excludes ca_pins.",
    "type": "string"
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
    "description": "Ways to learn facts about a calling process.",
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
          "description": "Port without authentication; excludes secure_port.",
          "type": "integer",
          "default": 0
         },
         "secure_port": {
          "title": "Secure port",
          "description": "Port with authentication.",
          "type": "integer",
          "default": 10250
         },
         "token_path": {
          "title": "Token file",
          "description": "File with the token for the kubelet. Unset: the service account token.",
          "type": "string"
         },
         "ca_path": {
          "title": "Authority file",
          "description": "File with the authority of the kubelet. Unset: the service account authority.",
          "type": "string"
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
        "default": "unix:///var/run/docker.sock"
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
        ]
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
           "type": "string"
          }
         },
         "required": [
          "host"
         ]
        }
       },
       "credentials_path": {
        "title": "Credentials file",
        "description": "Docker or Podman configuration with registry credentials. tbot wants the file to exist when it starts.",
        "type": "string"
       },
       "allowed_private_network_prefixes": {
        "title": "Allowed private networks",
        "description": "Private networks in which registries may be contacted.",
        "type": "array",
        "items": {
         "type": "string",
         "format": "cidr"
        }
       }
      },
      "x-since": 18
     },
     "systemd": {
      "title": "systemd",
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
        "minimum": -1
       }
      }
     }
    }
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
    "description": "Exactly one of name and labels.",
    "type": "object",
    "properties": {
     "name": {
      "title": "Cluster name",
      "description": "Name of one Kubernetes cluster.",
      "type": "string"
     },
     "labels": {
      "title": "Labels",
      "description": "Labels that must all match.",
      "type": "object",
      "additionalProperties": {
       "type": "string"
      }
     },
     "default_namespace": {
      "title": "Default namespace",
      "description": "Namespace written to the context.",
      "type": "string",
      "x-since": 18
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
    "description": "Names the service in the status at /readyz. Lower-case letters, digits, \"-\", \"_\" and \"+\". Unset: made from the type and a number.",
    "type": "string",
    "format": "service-name",
    "x-since": 18,
    "examples": [
     "grafana"
    ]
   },
   "destination": {
    "title": "Destination",
    "description": "Where the files go.",
    "x-variants": "destinations"
   },
   "credential_ttl": {
    "title": "Certificate lives",
    "description": "How long the certificates of this service live, at most 24h. Set together with renewal_interval; unset: the value at the top of the file.",
    "type": "string",
    "format": "go-duration",
    "x-since": 17,
    "examples": [
     "1h"
    ]
   },
   "renewal_interval": {
    "title": "Renews every",
    "description": "How often the certificates of this service are renewed. Set together with credential_ttl; unset: the value at the top of the file.",
    "type": "string",
    "format": "go-duration",
    "x-since": 17,
    "examples": [
     "20m"
    ]
   },
   "roles": {
    "title": "Roles",
    "description": "Roles the credential may use; empty means all roles of the bot. Removed in Teleport 19: make one bot for each set of rights.",
    "type": "array",
    "items": {
     "type": "string"
    },
    "x-until": 18,
    "x-removed-message": "Give the bot only the roles this service needs, or make a second bot."
   },
   "delegation_session_id": {
    "title": "Delegation session",
    "description": "Session on whose behalf the service acts.",
    "type": "string",
    "x-since": 19
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
    "format": "spiffe-path"
   },
   "hint": {
    "title": "Hint",
    "description": "Hint that tells several identities apart.",
    "type": "string"
   },
   "sans": {
    "title": "Alternative names",
    "description": "Names added to the certificate.",
    "type": "object",
    "properties": {
     "dns": {
      "title": "DNS names",
      "description": "DNS names.",
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "ip": {
      "title": "IP addresses",
      "description": "IP addresses.",
      "type": "array",
      "items": {
       "type": "string",
       "format": "ip"
      }
     }
    }
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
      "description": "Name of one workload identity.",
      "type": "string"
     },
     "labels": {
      "title": "Labels",
      "description": "Labels that must all match; each has a list of accepted values.",
      "type": "object",
      "additionalProperties": {
       "type": "array",
       "minItems": 1,
       "items": {
        "type": "string"
       }
      }
     }
    },
    "x-exactly-one": [
     "name",
     "labels"
    ]
   },
   "trust_domains": {
    "title": "Trust domains",
    "description": "Additional trust domains to write.",
    "type": "array",
    "items": {
     "type": "string",
     "enum": [
      "app_client"
     ]
    },
    "x-since": 19
   }
  }
 },
 "services/application-proxy.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "A local proxy to applications",
  "description": "An HTTP proxy through which all applications of the bot can be reached.",
  "type": "object",
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
    "description": "Address as tcp://host:port or unix:///path.",
    "type": "string",
    "format": "listen",
    "examples": [
     "tcp://127.0.0.1:8080"
    ]
   },
   "credential_lifetime": {
    "title": "Lifetime",
    "description": "Lifetime of the certificates.",
    "type": "object",
    "properties": {
     "credential_ttl": {
      "$ref": "../parts/service.json#/definitions/credential_ttl"
     },
     "renewal_interval": {
      "$ref": "../parts/service.json#/definitions/renewal_interval"
     }
    }
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
  "title": "A local address of an application",
  "description": "Listens locally and forwards to one application.",
  "type": "object",
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
    "description": "Address as tcp://host:port or unix:///path.",
    "type": "string",
    "format": "listen",
    "examples": [
     "tcp://127.0.0.1:8080"
    ]
   },
   "app_name": {
    "title": "Application",
    "description": "Name of the application in Teleport.",
    "type": "string"
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
  "description": "A certificate that opens one application.",
  "type": "object",
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
    "title": "TLS file names",
    "description": "Writes tls.crt, tls.key and tls.cas as well.",
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
  "title": "VNet",
  "description": "A virtual network for delegated access.",
  "type": "object",
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
    "description": "Name servers as ip:port.",
    "type": "array",
    "items": {
     "type": "string",
     "format": "ip-port"
    }
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
  "title": "A local address of a database",
  "description": "Listens locally and forwards to one database.",
  "type": "object",
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
    "description": "Address as tcp://host:port or unix:///path.",
    "type": "string",
    "format": "listen",
    "examples": [
     "tcp://127.0.0.1:5432"
    ]
   },
   "service": {
    "title": "Database service",
    "description": "Name of the database service in Teleport.",
    "type": "string"
   },
   "database": {
    "title": "Database",
    "description": "Database inside the service.",
    "type": "string"
   },
   "username": {
    "title": "User",
    "description": "Database user.",
    "type": "string"
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
  "description": "A certificate that opens one database.",
  "type": "object",
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
    "description": "Name of the database service in Teleport.",
    "type": "string"
   },
   "database": {
    "title": "Database",
    "description": "Database inside the service.",
    "type": "string"
   },
   "username": {
    "title": "User",
    "description": "Database user.",
    "type": "string"
   },
   "format": {
    "title": "File format",
    "description": "Further files for particular clients: tls, mongo or cockroach.",
    "type": "string",
    "enum": [
     "",
     "tls",
     "mongo",
     "cockroach"
    ],
    "default": ""
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
    "type": "string"
   }
  },
  "required": [
   "type",
   "message"
  ]
 },
 "services/identity-key-agent.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "An identity with a key agent",
  "description": "An identity whose private key stays in an agent.",
  "type": "object",
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
    "description": "Leaf cluster to issue for. Unset: the root cluster.",
    "type": "string"
   },
   "allow_reissue": {
    "title": "Allow reissue",
    "description": "Lets holders of the identity ask for further certificates.",
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
   "destination"
  ]
 },
 "services/identity.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "SSH and admin access",
  "description": "An identity file for tsh, tctl and API clients, and SSH certificates.",
  "type": "object",
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
    "description": "Leaf cluster to issue for. Unset: the root cluster.",
    "type": "string"
   },
   "ssh_config": {
    "title": "SSH configuration",
    "description": "Whether ssh_config and known_hosts are written.",
    "type": "string",
    "enum": [
     "on",
     "off"
    ],
    "default": "on"
   },
   "allow_reissue": {
    "title": "Allow reissue",
    "description": "Lets holders of the identity ask for further certificates.",
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
   "destination"
  ]
 },
 "services/kubernetes-argo-cd.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Argo CD",
  "description": "Cluster Secrets for Argo CD, one for each matching Kubernetes cluster.",
  "type": "object",
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
    "description": "Which Kubernetes clusters to include.",
    "type": "array",
    "items": {
     "$ref": "../parts/kubernetes-selector.json#/definitions/selector"
    }
   },
   "secret_namespace": {
    "title": "Namespace",
    "description": "Namespace of the Secrets. Unset: POD_NAMESPACE, else default.",
    "type": "string"
   },
   "secret_name_prefix": {
    "title": "Name prefix",
    "description": "Start of the names of the Secrets.",
    "type": "string",
    "format": "dns-prefix",
    "default": "teleport.argocd-cluster"
   },
   "secret_labels": {
    "title": "Labels",
    "description": "Labels of the Secrets; values may be Go templates.",
    "type": "object",
    "additionalProperties": {
     "type": "string"
    }
   },
   "secret_annotations": {
    "title": "Annotations",
    "description": "Annotations of the Secrets; values may be Go templates.",
    "type": "object",
    "additionalProperties": {
     "type": "string"
    }
   },
   "project": {
    "title": "Project",
    "description": "Argo CD project.",
    "type": "string"
   },
   "namespaces": {
    "title": "Namespaces",
    "description": "Namespaces Argo CD may manage. Empty: all.",
    "type": "array",
    "items": {
     "type": "string",
     "format": "kube-namespace"
    }
   },
   "cluster_resources": {
    "title": "Cluster resources",
    "description": "Lets Argo CD manage resources outside namespaces; only together with namespaces.",
    "type": "boolean",
    "default": false
   },
   "cluster_name_template": {
    "title": "Cluster names",
    "description": "Go template of the cluster names.",
    "type": "string",
    "format": "kube-template",
    "default": "{{.ClusterName}}-{{.KubeName}}",
    "x-since": 18
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
  "description": "A kubeconfig for all matching Kubernetes clusters.",
  "type": "object",
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
    "description": "Which Kubernetes clusters to include.",
    "type": "array",
    "items": {
     "$ref": "../parts/kubernetes-selector.json#/definitions/selector"
    }
   },
   "disable_exec_plugin": {
    "title": "Embed credentials",
    "description": "Writes the certificate into the kubeconfig instead of calling tbot.",
    "type": "boolean",
    "default": false
   },
   "context_name_template": {
    "title": "Context names",
    "description": "Go template of the context names.",
    "type": "string",
    "format": "kube-template",
    "default": "{{.ClusterName}}-{{.KubeName}}"
   },
   "relay_server": {
    "title": "Relay",
    "description": "Address of a relay server (tbot 18.5.0 or later).",
    "type": "string",
    "x-since": 18
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
  "description": "A kubeconfig for one Kubernetes cluster. kubernetes/v2 is its successor.",
  "type": "object",
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
    "type": "string"
   },
   "disable_exec_plugin": {
    "title": "Embed credentials",
    "description": "Writes the certificate into the kubeconfig instead of calling tbot.",
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
   "kubernetes_cluster"
  ]
 },
 "services/spiffe-svid.json": {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "SPIFFE SVID (removed)",
  "description": "A SPIFFE certificate; workload-identity-x509 is its successor.",
  "type": "object",
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
       "type": "string"
      },
      "file_name": {
       "title": "File",
       "description": "Name of the file.",
       "type": "string"
      }
     },
     "required": [
      "audience",
      "file_name"
     ]
    }
   },
   "include_federated_trust_bundles": {
    "title": "Federated trust bundles",
    "description": "Adds the bundles of federated trust domains.",
    "type": "boolean",
    "default": false
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
  "title": "SPIFFE Workload API (removed)",
  "description": "Serves the SPIFFE Workload API; workload-identity-api is its successor.",
  "type": "object",
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
    "description": "Address as unix:///path or tcp://host:port.",
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
            "type": "integer"
           },
           "pid": {
            "title": "Process number",
            "description": "Number of the process.",
            "type": "integer"
           },
           "gid": {
            "title": "Group number",
            "description": "Group of the process.",
            "type": "integer"
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
            "description": "Namespace.",
            "type": "string"
           },
           "service_account": {
            "title": "Service account",
            "description": "Service account.",
            "type": "string"
           },
           "pod_name": {
            "title": "Pod",
            "description": "Name of the pod.",
            "type": "string"
           }
          }
         }
        }
       }
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
    "format": "go-duration"
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
  "description": "A socket through which many SSH connections share one.",
  "type": "object",
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
    "default": true
   },
   "proxy_templates_path": {
    "title": "Proxy templates",
    "description": "File with proxy templates, read once at start.",
    "type": "string"
   },
   "proxy_command": {
    "title": "Proxy command",
    "description": "Program that ssh calls. Unset: tbot.",
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "relay_server": {
    "title": "Relay",
    "description": "Address of a relay server (tbot 18.3.0 or later).",
    "type": "string",
    "x-since": 18
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
  "title": "An SSH server’s host certificate",
  "description": "A key and a certificate for an SSH server.",
  "type": "object",
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
    "description": "Names and addresses under which clients reach the server.",
    "type": "array",
    "items": {
     "type": "string"
    }
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
    "x-since": 18
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
  "title": "SPIFFE Workload API",
  "description": "Serves the SPIFFE Workload API and Envoy SDS on an address.",
  "type": "object",
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
    "description": "Address as unix:///path or tcp://host:port.",
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
  "title": "AWS Roles Anywhere",
  "description": "AWS credentials obtained with a workload identity.",
  "type": "object",
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
    "format": "arn"
   },
   "profile_arn": {
    "title": "Profile",
    "description": "ARN of the Roles Anywhere profile.",
    "type": "string",
    "format": "arn"
   },
   "trust_anchor_arn": {
    "title": "Trust anchor",
    "description": "ARN of the trust anchor.",
    "type": "string",
    "format": "arn"
   },
   "region": {
    "title": "Region",
    "description": "AWS region. Unset: from the environment of AWS.",
    "type": "string",
    "format": "aws-region",
    "examples": [
     "us-east-1"
    ]
   },
   "session_duration": {
    "title": "Session lives",
    "description": "How long the AWS session lives, at most 12h.",
    "type": "string",
    "format": "go-duration",
    "default": "6h"
   },
   "session_renewal_interval": {
    "title": "Renews every",
    "description": "How often the session is renewed; below session_duration.",
    "type": "string",
    "format": "go-duration",
    "default": "1h"
   },
   "credential_profile_name": {
    "title": "Profile in the file",
    "description": "Name of the profile in the credentials file.",
    "type": "string",
    "default": "default"
   },
   "artifact_name": {
    "title": "File name",
    "description": "Name of the credentials file.",
    "type": "string",
    "default": "aws_credentials"
   },
   "overwrite_credential_file": {
    "title": "Overwrite the file",
    "description": "Replaces the file instead of merging with its other profiles.",
    "type": "boolean",
    "default": false
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
  "title": "SPIFFE JWT",
  "description": "A SPIFFE token for a workload.",
  "type": "object",
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
    "description": "Who shall accept the token.",
    "type": "array",
    "items": {
     "type": "string"
    }
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
  "title": "SPIFFE X.509",
  "description": "A SPIFFE certificate for a workload.",
  "type": "object",
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
    "default": false
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
    "description": "Version of the file format.",
    "type": "string",
    "enum": [
     "v2"
    ]
   },
   "debug": {
    "title": "Debug",
    "description": "Writes more to the log and switches the profiling routes of the diagnostics listener on.",
    "type": "boolean",
    "default": false
   },
   "auth_server": {
    "title": "Auth Service",
    "description": "host:port of the Auth Service.",
    "type": "string",
    "format": "address",
    "examples": [
     "teleport.example.com:3025"
    ]
   },
   "proxy_server": {
    "title": "Proxy Service",
    "description": "host:port of the Proxy Service.",
    "type": "string",
    "format": "address",
    "examples": [
     "teleport.example.com:443"
    ]
   },
   "credential_ttl": {
    "title": "Certificates live",
    "description": "How long certificates live, at most 24h.",
    "type": "string",
    "format": "go-duration",
    "default": "1h",
    "x-since": 17
   },
   "certificate_ttl": {
    "title": "Certificates live",
    "description": "Old spelling of credential_ttl.",
    "type": "string",
    "format": "go-duration",
    "x-deprecated": {
     "from": 17,
     "use": "credential_ttl"
    }
   },
   "renewal_interval": {
    "title": "Renews every",
    "description": "How often certificates are renewed.",
    "type": "string",
    "format": "go-duration",
    "default": "20m"
   },
   "leeway": {
    "title": "Leeway",
    "description": "Clock tolerance of tunnels.",
    "type": "string",
    "format": "go-duration",
    "default": "1m",
    "x-since": 19
   },
   "oneshot": {
    "title": "Run once",
    "description": "Writes everything once and exits.",
    "type": "boolean",
    "default": false
   },
   "scoped": {
    "title": "Scoped",
    "description": "The bot belongs to a scope.",
    "type": "boolean",
    "default": false,
    "x-since": 19
   },
   "fips": {
    "title": "FIPS",
    "description": "Only algorithms allowed by FIPS; needs the FIPS build of tbot.",
    "type": "boolean",
    "default": false
   },
   "diag_addr": {
    "title": "Diagnostics",
    "description": "host:port of the diagnostics listener. Unset: off.",
    "type": "string",
    "format": "listen-address",
    "examples": [
     "127.0.0.1:3001"
    ]
   },
   "insecure": {
    "title": "Insecure",
    "description": "Trusts whichever server answers at the first connection.",
    "type": "boolean",
    "default": false,
    "x-since": 15
   },
   "join_uri": {
    "title": "Join link",
    "description": "Address, method and token in one: tbot+proxy+token://TOKEN@host:port.",
    "type": "string",
    "x-secret": true,
    "x-since": 18
   },
   "onboarding": {
    "$ref": "onboarding.json"
   },
   "storage": {
    "title": "Storage",
    "description": "Where the bot keeps its own identity. Unset: the folder /var/lib/teleport/bot.",
    "x-variants": "destinations"
   },
   "services": {
    "title": "Services",
    "description": "What the bot makes and serves.",
    "type": "array",
    "items": {
     "x-variants": "services"
    },
    "x-since": 15
   },
   "outputs": {
    "title": "Outputs",
    "description": "Older name of services; the entries are the same.",
    "type": "array",
    "items": {
     "x-variants": "services"
    },
    "x-deprecated": {
     "from": 18,
     "use": "services"
    }
   }
  },
  "required": [
   "version"
  ]
 }
}
