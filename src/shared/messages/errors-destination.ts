import {
  stillWorks,
  type Advice,
  type Details,
  type ErrorContext,
  type ErrorTexts,
  type Explanation,
} from './error-advice.ts'
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

function pathOf({ details }: ErrorContext): string {
  return details.get(['path', 'folder', 'destination'], 'its folder')
}

/** The very place that refused; often the folder itself, sometimes one above it. */
function placeOf(c: ErrorContext): string {
  return c.details.get('place', pathOf(c))
}

const features: Readonly<Record<string, string>> = {
  kubernetes_secret: 'Kubernetes Secrets as a destination',
}

/** Whether the link stands in the folder itself, where an artifact goes, and not on the way to it. */
function isInside({ details }: ErrorContext): boolean {
  return details.has('path') && details.get('link').startsWith(`${details.get('path')}/`)
}

function whoOf({ place }: ErrorContext): string {
  return place.service ?? place.bot ?? 'Botdesk'
}

/** Texts for folders that are written to and storage that is held. */
export const destinationTexts = {
  'destination.permission-denied': (c) => permissionDenied(c),
  'destination.disk-full': (c) => ({
    happened: `No space left for ${pathOf(c)}${freeText(c.details)}.`,
    meaning: `Nothing is half written. ${stillWorks(c.place)}`,
    advice: [
      {
        title: 'Make room',
        text: 'Shows what is large on that disk.',
        command: { code: `df -h ${quoteForShell(pathOf(c))}`, where: here },
      },
      chooseFolder,
    ],
  }),
  'destination.symlink': (c) => {
    const target = c.details.get(['target', 'linkTarget'])
    return {
      happened: `${c.details.get(['link', 'path'], pathOf(c))} is a link${target ? ` to ${target}` : ''}.`,
      meaning: 'A link can send private keys elsewhere, so it was not followed.',
      advice: [
        isInside(c)
          ? {
              title: 'Remove the link',
              text: 'The service then writes a file of its own there.',
            }
          : {
              title: 'Use the real path',
              text: target?.startsWith('/')
                ? `Write ${target} as destination.path.`
                : 'Write the folder the link leads to as destination.path.',
            },
        {
          title: 'Allow links',
          text: 'Set symlinks: insecure. Whoever may change the link then decides where keys go.',
        },
      ],
    }
  },
  'destination.foreign-file': (c) => foreignFile(c),
  'destination.not-a-directory': (c) => ({
    happened: `${placeOf(c)} is not a folder.`,
    meaning: `Nothing was written. ${stillWorks(c.place)}`,
    advice: [chooseFolder],
  }),
  'destination.read-only': (c) => ({
    happened: `${placeOf(c)} is on a disk that is mounted read-only.`,
    meaning: `Nothing was written. ${stillWorks(c.place)}`,
    advice: [chooseFolder],
  }),
  'destination.failed': (c) => ({
    happened: `${whoOf(c)} could not write to ${pathOf(c)}.`,
    meaning: `The system said: ${c.error.message}. ${stillWorks(c.place)}`,
    advice: [chooseFolder],
  }),
  'destination.not-supported': (c) => ({
    happened: `Botdesk does not support ${features[c.details.get('feature')] ?? 'this kind of destination'} yet.`,
    meaning: 'This service does not run here. The file is kept as it is and works with tbot.',
    advice: [{ title: 'Write to a folder', text: 'Use a destination of type directory.' }],
  }),
  'destination.readers-shut-out': (c) => readersShutOut(c),
  'storage.in-use': (c) => ({
    happened: `Another process uses ${pathOf(c)}${c.details.has('pid') ? `: process ${c.details.get('pid')}${c.details.has('host') ? ` on ${c.details.get('host')}` : ''}` : ''}.`,
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
  }),
  'storage.corrupt': (c) => ({
    happened: `The bot’s storage in ${pathOf(c)} cannot be read.`,
    meaning: `Nothing in it was changed. Said: ${c.error.message}.`,
    advice: [{ title: 'Move the folder aside', text: 'Then start with a new join token.' }],
  }),
} satisfies ErrorTexts

function foreignFile(c: ErrorContext): Explanation {
  const at = placeOf(c)
  const service = c.details.get('service', 'the service')
  if (c.details.has('isUndecided'))
    return {
      happened: `${at} was not written by Botdesk.`,
      meaning: `It will not be touched until you decide, at the destination of ${service}.`,
      advice: [
        {
          title: 'Take it over, keep a copy',
          text: `Open the destination of ${service}; the copy is kept beside it.`,
        },
        chooseFolder,
      ],
    }
  const isFile = c.details.get('kind', 'file') === 'file'
  return {
    happened: `${at} was not written by Botdesk and cannot be replaced.`,
    meaning: isFile
      ? 'This account may not copy or replace it. It was left as it is.'
      : 'Only files are replaced. It was left as it is.',
    advice: [
      {
        title: 'Move it away',
        text: 'Or choose another folder for this service.',
        command: { code: `mv -n ${quoteForShell(at)} ${quoteForShell(`${at}.before`)}`, where: here },
      },
      chooseFolder,
    ],
  }
}

const withoutReaders: Advice = {
  title: 'Go on without readers',
  text: 'Take readers out of the destination, or set acls: off. Only the bot’s own account reads the files then.',
}

/** What mends each reason; the texts of the reason itself come from what was found. */
const readerRemedies: Readonly<Record<string, (c: ErrorContext) => Advice>> = {
  'not-owner': ({ details, place }) => {
    const user = place.userName ?? details.get('user')
    const at = quoteForShell(details.get('path', 'the folder'))
    return {
      title: 'Give the folder to the bot’s account',
      text: 'tbot and Botdesk set access lists only on folders that are the bot’s own.',
      ...(user && { command: { code: `sudo chown ${quoteForShell(user)}: ${at}`, where: here } }),
    }
  },
  'no-such-account': () => ({
    title: 'Write names that this computer knows',
    text: 'Each reader is a user or a group of this computer; a number need not have a name.',
  }),
  'no-access-lists': () => ({
    title: 'Use a folder with access lists',
    text: 'Most Linux disks have them; FAT, some network disks and other systems have not. Botdesk sets them with setfacl.',
    command: { code: 'sudo apt-get install acl', where: here },
  }),
}

function readersShutOut(c: ErrorContext): Explanation {
  const remedy = readerRemedies[c.details.get('why')]
  return {
    happened: `The readers of ${pathOf(c)} are not let in${c.details.has('said') ? `: ${c.details.get('said')}` : ''}.`,
    meaning: `The bot’s own account can read the files, these cannot: ${c.details.get('readers', 'the readers')}.`,
    advice: [...(remedy ? [remedy(c)] : []), withoutReaders],
  }
}

function permissionDenied(c: ErrorContext): Explanation {
  const { details, place } = c
  const at = placeOf(c)
  const user = details.get('user', place.userName ?? 'this user')
  const owner = details.get('owner')
  const facts = [
    owner && `Owner ${owner}`,
    details.has('mode') && `mode ${details.get('mode')}`,
    `Botdesk runs as ${user}`,
  ]
  return {
    happened: `${whoOf(c)} cannot write to ${at}: permission denied. ${facts.filter(Boolean).join(', ')}.`,
    meaning: `${stillWorks(place)} No file is half written.`,
    // Not even an entry for root helps where root itself is refused.
    advice: user === 'root' ? [chooseFolder] : [letWrite(user, at), chooseFolder],
  }
}

function letWrite(user: string, at: string): Advice {
  return {
    title: `Let ${user} write there`,
    text: `Adds ${user} as a writer of the folder and changes nothing for its owner. Needs your password.`,
    command: { code: `sudo setfacl -m u:${user}:rwx ${quoteForShell(at)}`, where: here },
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
