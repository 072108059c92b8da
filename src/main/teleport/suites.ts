import { SignatureAlgorithmSuite } from '../../../proto/gen/teleport/legacy/types/types_pb.ts'
import type { KeyAlgorithm } from '../credentials/index.ts'

/** A cluster's choice of key algorithms (teleport-wire.md 4.4). */
export type Suite = 'legacy' | 'balanced-v1' | 'fips-v1' | 'hsm-v1'

type Purpose = 'bot-identity' | 'bot-output' | 'ssh-host' | 'database'

const algorithms: Readonly<Record<Suite, Readonly<Record<Purpose, KeyAlgorithm>>>> = {
  legacy: {
    'bot-identity': 'rsa-2048',
    'bot-output': 'rsa-2048',
    'ssh-host': 'rsa-2048',
    database: 'rsa-2048',
  },
  'balanced-v1': {
    'bot-identity': 'ecdsa-p256',
    'bot-output': 'ecdsa-p256',
    'ssh-host': 'ed25519',
    database: 'rsa-2048',
  },
  'fips-v1': {
    'bot-identity': 'ecdsa-p256',
    'bot-output': 'ecdsa-p256',
    'ssh-host': 'ecdsa-p256',
    database: 'rsa-2048',
  },
  'hsm-v1': {
    'bot-identity': 'ecdsa-p256',
    'bot-output': 'ecdsa-p256',
    'ssh-host': 'ed25519',
    database: 'rsa-2048',
  },
}

/** The key algorithm a suite wants for a purpose (teleport-wire.md 4.4). */
export function keyAlgorithmFor(suite: Suite, purpose: Purpose): KeyAlgorithm {
  return algorithms[suite][purpose]
}

/** Reads the suite of a gRPC answer. Unset and unknown ones are `legacy`: every server accepts RSA 2048. */
export function suiteFromEnum(suite: SignatureAlgorithmSuite): Suite {
  switch (suite) {
    case SignatureAlgorithmSuite.BALANCED_V1:
      return 'balanced-v1'
    case SignatureAlgorithmSuite.FIPS_V1:
      return 'fips-v1'
    case SignatureAlgorithmSuite.HSM_V1:
      return 'hsm-v1'
    case SignatureAlgorithmSuite.LEGACY:
    case SignatureAlgorithmSuite.UNSPECIFIED:
    default:
      return 'legacy'
  }
}

/** The same for the text of the join service (teleport-wire.md 3.2), where an empty text also means `legacy`. */
export function suiteFromText(text: string): Suite {
  switch (text) {
    case 'balanced-v1':
    case 'fips-v1':
    case 'hsm-v1':
      return text
    default:
      return 'legacy'
  }
}
