import { mountsOf } from './compose-mounts.ts'
import { diagnostics, hostPort, isEverywhere, listeners } from './listeners.ts'
import type { Listener } from './listeners.ts'
import type { HandedSecret } from './secret-files.ts'
import type { ExportSource } from './source.ts'
import { imageOf } from './tbot-image.ts'
import { isOn } from './values.ts'
import { yamlText } from './yaml-text.ts'

const configPath = '/etc/tbot.yaml'

/** The text of `compose.yaml`: one service, its configuration and the secrets handed to it. */
export function composeText(source: ExportSource, secrets: readonly HandedSecret[]): string {
  const { option, slug, values } = source
  const isOneshot = isOn(values, 'oneshot')
  const ports = listeners(source)
  const mounts = mountsOf(source)
  const user = option('user')
  const rights = [
    ...(user === '' ? ['DAC_OVERRIDE'] : []), // root reads a token that belongs to somebody else
    ...(ports.some(({ port }) => port < 1024) ? ['NET_BIND_SERVICE'] : []),
  ]
  const service = {
    image: imageOf(source),
    command: ['start', '-c', configPath],
    ...(user === '' ? {} : { user }),
    restart: isOneshot ? 'no' : 'unless-stopped',
    stop_signal: 'SIGINT',
    read_only: true,
    cap_drop: ['ALL'],
    ...(rights.length === 0 ? {} : { cap_add: rights }),
    security_opt: ['no-new-privileges:true'],
    ...(mounts.some(({ mount }) => mount.target === '/tmp') ? {} : { tmpfs: ['/tmp'] }),
    ...(source.join.method === 'tpm' ? { devices: ['/dev/tpmrm0:/dev/tpmrm0'] } : {}),
    ...(ports.length === 0 ? {} : { ports: ports.map(published) }),
    configs: [{ source: 'tbot', target: configPath }],
    ...(secrets.length === 0 ? {} : { secrets: secrets.map(({ name }) => name) }),
    ...(mounts.length === 0 ? {} : { volumes: mounts.map(({ mount }) => mount) }),
    ...healthcheck(source),
  }
  const volumes = mounts.flatMap(({ volume }) => (volume === undefined ? [] : [[volume, {}] as const]))
  const text = yamlText({
    name: slug,
    services: { tbot: service },
    configs: { tbot: { file: './tbot.yaml' } },
    ...(secrets.length === 0
      ? {}
      : { secrets: Object.fromEntries(secrets.map(({ name, file }) => [name, { file }])) }),
    ...(volumes.length === 0 ? {} : { volumes: Object.fromEntries(volumes) }),
  })
  return text.replaceAll('$', '$$$$') // Compose would take a single one for a variable
}

/** `127.0.0.1:8080:8080`: the port outside as the file has it. */
function published({ host, port }: Listener): string {
  if (isEverywhere(host)) return `${port}:${port}`
  return `${hostPort(host === 'localhost' ? '127.0.0.1' : host, port)}:${port}`
}

/** The image has no shell and no curl; `tbot wait` is there from 19 on (tbot-runtime.md 2.5). */
function healthcheck(source: ExportSource): object {
  const port = diagnostics(source)?.port
  if (port === undefined || source.target < 19) return {}
  const test = ['CMD', '/usr/local/bin/tbot', 'wait', `--diag-addr=127.0.0.1:${port}`, '--timeout=5s']
  return { healthcheck: { test, interval: '30s', timeout: '10s', retries: 3, start_period: '90s' } }
}
