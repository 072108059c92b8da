import type { Probe, ProbeStep } from '../../shared/contract/authoring.ts'
import type { Ports } from '../ports/index.ts'
import { ProbeSteps } from './probe-steps.ts'
import { surveyCluster } from './probe-survey.ts'

/** What a step puts on the wire. */
const sentBy: Partial<Record<ProbeStep['name'], string>> = {
  resolve: 'a name lookup',
  connect: 'a TCP connection',
  tls: 'a TLS handshake',
  ping: 'the public call Ping and GET /webapi/find',
  pin: 'the public call GetClusterCACert',
}

/** What answers at `host:port` (interface.md 6.9). Never rejects for an address that does not answer. */
export async function probeCluster(
  ports: Pick<Ports, 'network' | 'clock'>,
  address: string,
  { signal }: { signal: AbortSignal },
): Promise<Probe> {
  const steps = new ProbeSteps({ clock: ports.clock, signal })
  const survey = await surveyCluster(ports, { address, steps })
  const sent = sentence(steps.done)
  if (!survey) return { address, steps: steps.done, sent }
  const { minClientVersion: _minClientVersion, ...facts } = survey
  return { address, steps: steps.done, sent, ...facts }
}

function sentence(steps: readonly ProbeStep[]): string {
  const sent = steps.flatMap(({ name }) => sentBy[name] ?? [])
  return `Sent: ${sent.join(', ')}. No token and no certificate.`
}
