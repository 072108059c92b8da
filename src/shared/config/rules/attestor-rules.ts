import type { CheckContext } from '../context.ts'
import type { Entry } from '../entry.ts'
import { booleanAt, entryAt, isBroken, numberAt, spotOf, textAt } from '../entry.ts'

/** tbot-config.md 4.16: an attestor is checked only when it is enabled. */
export function checkAttestors(service: Entry, context: CheckContext): void {
  const kubelet = entryAt(service, 'attestors', 'kubernetes', 'kubelet')
  const isOn = booleanAt(service, 'attestors', 'kubernetes', 'enabled')
  if (
    isOn &&
    kubelet !== undefined &&
    numberAt(kubelet, 'read_only_port') !== 0 &&
    numberAt(kubelet, 'secure_port') !== 0
  ) {
    context.report.add({
      severity: 'error',
      code: 'config.two-kubelet-ports',
      ...spotOf(kubelet, 'secure_port'),
      message:
        '`read_only_port` and `secure_port` exclude each other, and tbot refuses both together. Remove one of them.',
    })
  }
  for (const name of ['docker', 'podman']) {
    const attestor = entryAt(service, 'attestors', name)
    if (attestor !== undefined && booleanAt(attestor, 'enabled')) checkSocket(attestor, name, context)
  }
}

function checkSocket(attestor: Entry, name: string, context: CheckContext): void {
  const address = textAt(attestor, 'addr')
  if (isBroken(attestor, 'addr') || (address === '' && name === 'docker')) return
  if (/^unix:\/\/\/./.test(address)) return
  context.report.add({
    severity: 'error',
    code: 'config.malformed-socket',
    ...spotOf(attestor, 'addr'),
    message:
      address === ''
        ? 'Podman has no usual socket, so `addr` must be set when the attestor is enabled. Write `addr: unix:///PATH`.'
        : 'tbot refuses this address: it must be a socket with three slashes. Write `unix:///PATH`.',
  })
}
