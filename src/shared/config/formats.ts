import { templateFault } from './go-template/index.ts'
import { isIp, isIpv6, parsePort, splitHostPort } from './internet.ts'
import { checkListen, checkListenAddress, checkWorkloadListen } from './listen.ts'
import type { Verdict } from './verdict.ts'

/** Patterns are not run on longer texts: some need time that grows with the square of the length. */
const longest = 4096

type Check = (text: string) => Verdict | undefined

function pattern(shape: RegExp, message: string, instead?: (text: string) => string | undefined): Check {
  return (text) =>
    shape.test(text)
      ? undefined
      : {
          severity: 'error',
          code: 'config.malformed-value',
          message,
          instead: usable(shape, instead?.(text)),
        }
}

function usable(shape: RegExp, text: string | undefined): string | undefined {
  return text !== undefined && shape.test(text) ? text : undefined
}

/** Names tbot gives its own parts (tbot-config.md 5.1). */
const reserved = new Set(['ca-rotation', 'crl-cache', 'heartbeat', 'identity', 'spiffe-trust-bundle-cache'])

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_+-]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '')
}

function checkServiceName(text: string): Verdict | undefined {
  if (reserved.has(text)) {
    const message =
      'tbot keeps this name for a part of its own and refuses it. Choose another, such as the name of what it is for.'
    return { severity: 'error', code: 'config.reserved-name', message, instead: `my-${text}` }
  }
  if (/^[a-z0-9_+-]+$/.test(text)) return undefined
  const instead = slug(text)
  return {
    severity: 'error',
    code: 'config.malformed-name',
    message: `A name may hold a–z, 0–9, "-", "_" and "+" only; tbot refuses anything else.${instead === '' ? '' : ` Write \`${instead}\`.`}`,
    instead: instead === '' || reserved.has(instead) ? undefined : instead,
  }
}

function checkFolder(text: string): Verdict | undefined {
  if (/^(\/|[A-Za-z]:[\\/]|\\\\)/.test(text)) return undefined
  const message = text.startsWith('~')
    ? 'tbot does not expand `~`: it would make a folder of that name. Write the whole path from `/`.'
    : text.startsWith('$')
      ? 'tbot does not expand variables: it would make a folder of that name. Write the whole path from `/`.'
      : text.trim() === ''
        ? 'The folder’s name is made of blanks. Write the whole path from `/`.'
        : 'This path depends on the folder tbot is started in, and a service is started elsewhere than a shell. Write the whole path from `/`.'
  return { severity: 'hazard', code: 'config.relative-path', message }
}

function checkAddress(text: string): Verdict | undefined {
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/(?<!\/)\/+$/, '')
  const split = splitHostPort(bare)
  const port = split === undefined ? undefined : parsePort(split.port)
  const isUsable = split !== undefined && split.host !== '' && port !== undefined && !/[\s/]/.test(bare)
  if (isUsable && bare === text) return undefined
  const hazard = { severity: 'hazard', code: 'config.malformed-address' } as const
  if (isUsable) {
    return {
      ...hazard,
      message: `This is read as a host and a port, not as a link. Write \`${bare}\`.`,
      instead: bare,
    }
  }
  if (/^[\w.-]+$/.test(bare)) {
    return {
      ...hazard,
      message:
        'The port is missing. Write `HOST:PORT`, usually port 443 or 3080 for a proxy and 3025 for an Auth Service.',
    }
  }
  return { ...hazard, message: 'This is no address tbot can connect to. Write `HOST:PORT`.' }
}

function checkCaPin(text: string): Verdict | undefined {
  if (/^sha256:[0-9a-f]{64}$/i.test(text)) return undefined
  const bare = text
    .trim()
    .replace(/^sha-?256:?/i, '')
    .replaceAll(':', '')
  const instead = /^[0-9a-f]{64}$/i.test(bare) ? `sha256:${bare.toLowerCase()}` : undefined
  return {
    severity: 'hazard',
    code: 'config.malformed-ca-pin',
    message:
      'This is no CA pin: the first connection will be refused. A pin is `sha256:` and 64 hex digits, as `tctl status` shows it.',
    instead,
  }
}

function checkTemplate(text: string): Verdict | undefined {
  const fault = templateFault(text)
  if (fault === undefined) return undefined
  const message = `tbot refuses this template: ${fault}. Known are \`{{.ClusterName}}\`, \`{{.KubeName}}\` and \`{{.Labels}}\`.`
  return { severity: 'error', code: 'config.malformed-template', message }
}

function checkIpPort(text: string): Verdict | undefined {
  const split = splitHostPort(text)
  const isBracketed = text.startsWith('[')
  const isGood =
    split !== undefined &&
    (isBracketed ? isIpv6(split.host) : isIp(split.host)) &&
    parsePort(split.port) !== undefined
  if (isGood) return undefined
  const message = 'A name server is an IP address and a port. Write for example `10.0.0.53:53`.'
  return {
    severity: 'error',
    code: 'config.malformed-value',
    message,
    instead: isIp(text) && !isIpv6(text) ? `${text}:53` : undefined,
  }
}

function checkIp(text: string): Verdict | undefined {
  if (isIp(text)) return undefined
  return {
    severity: 'error',
    code: 'config.malformed-value',
    message: 'This must be an IP address, without a port.',
  }
}

function checkCidr(text: string): Verdict | undefined {
  const [address = '', bits = ''] = text.split('/')
  const isGood = isIp(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIpv6(address) ? 128 : 32)
  if (isGood) return undefined
  const message = 'A network is an address and a number of bits. Write for example `10.0.0.0/8`.'
  return { severity: 'hazard', code: 'config.malformed-network', message }
}

const checks: Readonly<Record<string, Check>> = {
  'service-name': checkServiceName,
  folder: checkFolder,
  address: checkAddress,
  'listen-address': checkListenAddress,
  listen: checkListen,
  'workload-listen': checkWorkloadListen,
  'ca-pin': checkCaPin,
  'kube-template': checkTemplate,
  'ip-port': checkIpPort,
  ip: checkIp,
  cidr: checkCidr,
  'kube-namespace': pattern(
    /^(?=.{1,63}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/,
    'A Kubernetes namespace is named with a–z, 0–9 and "-", at most 63 characters, and neither starts nor ends with "-".',
    (text) => slug(text).replace(/[_+]+/g, '-'),
  ),
  'dns-prefix': pattern(
    /^[a-z0-9][-a-z0-9.]*$/,
    'The start of a Secret’s name is made of a–z, 0–9, "-" and ".", and begins with a letter or digit.',
    (text) => slug(text).replace(/[_+]+/g, '-'),
  ),
  arn: pattern(
    /^arn:(?:[^:]*:){4}[^]*$/,
    'An ARN starts with `arn:` and has six parts between colons, as `arn:aws:iam::123456789012:role/example`.',
  ),
  'aws-region': pattern(
    /^(?:[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d+|aws(?:-[a-z-]+)?-global)$/,
    'This is no AWS region. A region looks like `us-east-1`.',
    (text) => text.trim().toLowerCase().replaceAll('_', '-'),
  ),
  'spiffe-path': pattern(/^\//, 'A SPIFFE ID path starts with "/".', (text) => `/${text}`),
}

/** Checks one text by the `format` of its schema; `go-duration` is read elsewhere. */
export function checkFormat(format: string, text: string): Verdict | undefined {
  if (text.length > longest) {
    const message = 'This is longer than anything it could name. Check for a missing quote or line break.'
    return { severity: 'hazard', code: 'config.value-too-long', message }
  }
  return checks[format]?.(text)
}
