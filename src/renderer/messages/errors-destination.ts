import type { SerializedError } from '../../shared/errors.ts'
import { stillWorks, type Details, type ErrorPlace, type Explanation } from './error-advice.ts'
import { formatBytes } from './format.ts'

const here = 'on this computer'

const chooseFolder = {
  title: 'Write somewhere else',
  text: 'Change destination.path in the configuration to a folder Botdesk may write to.',
} as const

/** A path that can stand in a shell command. */
export function quoteForShell(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}

/** Texts for folders that are written to and storage that is held. */
export function explainDestinationError(
  error: SerializedError,
  details: Details,
  place: ErrorPlace,
): Explanation | undefined {
  const path = details.get(['path', 'folder', 'destination'], 'its folder')
  const who = place.service ?? place.bot ?? 'Botdesk'
  switch (error.code) {
    case 'destination.permission-denied':
      return permissionDenied(path, who, details, place)
    case 'destination.disk-full':
      return {
        happened: `No space left for ${path}${freeText(details)}.`,
        meaning: `Nothing is half written. ${stillWorks(place)}`,
        advice: [
          {
            title: 'Make room',
            text: 'Shows what is large on that disk.',
            command: { code: `df -h ${quoteForShell(path)}`, where: here },
          },
          chooseFolder,
        ],
      }
    case 'destination.symlink': {
      const target = details.get(['target', 'linkTarget'])
      return {
        happened: `${details.get(['link', 'path'], path)} is a link${target ? ` to ${target}` : ''}.`,
        meaning: 'A link can send private keys elsewhere, so it was not followed.',
        advice: [
          {
            title: 'Use the real path',
            text: target
              ? `Write ${target} as destination.path.`
              : 'Write the link’s target as destination.path.',
          },
          {
            title: 'Allow links',
            text: 'Set symlinks: insecure. Whoever may change the link then decides where keys go.',
          },
        ],
      }
    }
    case 'destination.foreign-file':
      return {
        happened:
          `There is a file ${details.get(['file', 'name'], '')} in ${path} that Botdesk did not write.`.replace(
            'file  in',
            'file in',
          ),
        meaning: 'It will not be touched until you decide.',
        advice: [{ title: 'Move it away', text: 'Or choose another folder for this service.' }, chooseFolder],
      }
    case 'destination.not-a-directory':
      return {
        happened: `${path} is not a folder.`,
        meaning: `Nothing was written. ${stillWorks(place)}`,
        advice: [chooseFolder],
      }
    case 'destination.read-only':
      return {
        happened: `${path} is on a disk that is mounted read-only.`,
        meaning: `Nothing was written. ${stillWorks(place)}`,
        advice: [chooseFolder],
      }
    case 'destination.failed':
      return {
        happened: `${who} could not write to ${path}.`,
        meaning: `The system said: ${error.message}. ${stillWorks(place)}`,
        advice: [chooseFolder],
      }
    case 'destination.not-supported':
      return {
        happened: `Botdesk cannot write to a destination of the type ${details.get('type', 'in this file')} yet.`,
        meaning: 'The file is kept as it is and works with tbot.',
        advice: [{ title: 'Write to a folder', text: 'Use destination type directory.' }],
      }
    case 'storage.in-use':
      return {
        happened: `Another process uses ${path}${details.has('pid') ? `: process ${details.get('pid')}${details.has('host') ? ` on ${details.get('host')}` : ''}` : ''}.`,
        meaning: 'Two bots on one storage get locked by the cluster, so this one did not start.',
        advice: [
          {
            title: 'Stop the other one',
            text: 'Then start this bot again. It takes over where the other stopped.',
          },
          {
            title: 'Use another folder',
            text: 'Give this bot its own storage.path, and a token of its own.',
          },
        ],
      }
    case 'storage.corrupt':
      return {
        happened: `The bot’s storage in ${path} cannot be read.`,
        meaning: `Nothing in it was changed. Said: ${error.message}.`,
        advice: [{ title: 'Move the folder aside', text: 'Then start with a new join token.' }],
      }
    default:
      return undefined
  }
}

function permissionDenied(path: string, who: string, details: Details, place: ErrorPlace): Explanation {
  const owner = details.get('owner')
  const user = details.get(['runsAs', 'user', 'userName'], place.userName ?? 'this user')
  const facts = [
    owner && `Owner ${owner}`,
    details.has('mode') && `mode ${details.get('mode')}`,
    `Botdesk runs as ${user}`,
  ].filter(Boolean)
  return {
    happened: `${who} cannot write to ${path}: permission denied. ${facts.join(', ')}.`,
    meaning: `${stillWorks(place)} No file is half written.`,
    advice: [
      {
        title: `Let ${user} write there`,
        text: `Adds ${user} as a writer of the folder and changes nothing for its owner. Needs your password.`,
        command: { code: `sudo setfacl -m u:${user}:rwx ${quoteForShell(path)}`, where: here },
      },
      chooseFolder,
    ],
  }
}

function freeText(details: Details): string {
  const free = Number(details.get(['freeBytes', 'free'], 'NaN'))
  const total = Number(details.get(['totalBytes', 'total'], 'NaN'))
  if (!Number.isFinite(free)) return ''
  return Number.isFinite(total)
    ? ` (${formatBytes(free)} of ${formatBytes(total)} free)`
    : ` (${formatBytes(free)} free)`
}
