import type { WrittenFolder } from './folders.ts'
import { quote } from './shell.ts'
import { ownFolders } from './systemd-folders.ts'
import type { SystemdPlan } from './systemd-plan.ts'
import { unitWord } from './systemd-unit.ts'
import { textAt } from './values.ts'

const homes = /^\/(?:home|root)(?:\/|$)/

/** The account and group of the bot, for systemd-sysusers; nothing for root. */
export function sysusers({ source, user, group, storage }: SystemdPlan): string {
  if (user === 'root') return ''
  const isNumber = (name: string) => /^\d+$/.test(name)
  if (isNumber(user) || isNumber(group)) return ''
  const comment = `"Teleport bot ${source.slug}"`
  return [
    ...(user === group ? [] : [`g ${group} -`]),
    `u ${user} - ${comment} ${storage === undefined ? '-' : unitWord(storage)}`,
    ...(user === group ? [] : [`m ${user} ${group}`]),
    '',
  ].join('\n')
}

/**
 * The folders, for systemd-tmpfiles. With readers the group bits are the mask of the access list: 0700 would
 * lock the readers out until the bot writes again (tbot-runtime.md 6.5).
 */
export function tmpfiles(plan: SystemdPlan): string {
  const lines = ownFolders(plan)
    .filter(({ path }) => !homes.test(path))
    .map((folder) => `d ${unitWord(folder.path)} ${modeOf(folder, plan)} ${plan.user} ${plan.group} -\n`)
  return lines.join('')
}

function modeOf({ path, use, readers }: WrittenFolder, plan: SystemdPlan): string {
  if (use === 'socket') return '0755'
  return readers.length > 0 || readersOf(plan).some((each) => each.path === path) ? '0750' : '0700'
}

interface Readers {
  readonly path: string
  readonly user: string
}

/** Who may read which folder: those of the file, or the one reader of the options. */
function readersOf({ folders, source }: SystemdPlan): Readers[] {
  return folders
    .filter(
      ({ use, service }) => use === 'destination' && textAt(service?.values, 'destination', 'acls') !== 'off',
    )
    .flatMap(({ path, readers }) => {
      const users = readers.filter(({ kind }) => kind === 'user').map(({ name }) => name)
      const chosen =
        readers.length === 0 && source.option('reader') !== '' ? [source.option('reader')] : users
      return chosen.slice(0, 1).map((user) => ({ path, user }))
    })
}

/** Puts everything in its place and starts the bot; stops with the reason when a secret is missing. */
export function installScript(
  plan: SystemdPlan,
  { hasUsers, hasFolders }: { hasUsers: boolean; hasFolders: boolean },
): string {
  const { unit, user, group, config, isOneshot } = plan
  const starts = isOneshot ? `${unit}.timer` : `${unit}.service`
  const folder = config.replace(/\/[^/]*$/, '') || '/'
  const owner =
    plan.file.holdsSecret === undefined
      ? `-m 0640 -o root -g ${quote(group)}`
      : `-m 0600 -o ${quote(user)} -g ${quote(group)}`
  const inHomes = ownFolders(plan).filter(({ path }) => homes.test(path))
  return [
    '#!/bin/sh',
    `# Puts ${unit} in its place for plain tbot. Run it as root; running it again is safe.`,
    'set -eu',
    'cd "$(dirname "$0")"',
    ...plan.credentials.flatMap(({ file, what }) => [
      `if [ ! -s ${quote(file)} ]; then`,
      `  echo ${quote(`Put the ${what} into ${file}, readable by root only, then run this again.`)} >&2`,
      '  exit 1',
      'fi',
    ]),
    ...(hasUsers
      ? [
          'mkdir -p /etc/sysusers.d',
          `install -m 0644 ${quote(`${unit}.sysusers.conf`)} ${quote(`/etc/sysusers.d/${unit}.conf`)}`,
          `systemd-sysusers ${quote(`/etc/sysusers.d/${unit}.conf`)}`,
        ]
      : []),
    `mkdir -p ${quote(folder)}`,
    `install ${owner} ${quote(plan.configName)} ${quote(config)}`,
    ...(hasFolders
      ? [
          'mkdir -p /etc/tmpfiles.d',
          `install -m 0644 ${quote(`${unit}.tmpfiles.conf`)} ${quote(`/etc/tmpfiles.d/${unit}.conf`)}`,
          `systemd-tmpfiles --create ${quote(`/etc/tmpfiles.d/${unit}.conf`)}`,
        ]
      : []),
    ...inHomes.map(({ path }) => `install -d -m 0700 -o ${quote(user)} -g ${quote(group)} ${quote(path)}`),
    ...readersOf(plan).map((each) => initCommand(plan, each)),
    `install -m 0644 ${quote(`${unit}.service`)} /etc/systemd/system/`,
    ...(isOneshot ? [`install -m 0644 ${quote(`${unit}.timer`)} /etc/systemd/system/`] : []),
    'systemctl daemon-reload',
    `systemctl enable ${quote(starts)}`,
    `systemctl restart ${quote(starts)}`,
    '',
  ].join('\n')
}

/** `tbot init` prepares a folder for a reader; the bot stays its owner, so that it keeps the list right later. */
function initCommand({ source, user, group, config }: SystemdPlan, { path, user: reader }: Readers): string {
  return [
    quote(source.option('tbot')),
    'init',
    `-c ${quote(config)}`,
    `--init-dir ${quote(path)}`,
    `--bot-user ${quote(user)}`,
    `--reader-user ${quote(reader)}`,
    `--owner ${quote(`${user}:${group}`)}`,
  ].join(' ')
}
