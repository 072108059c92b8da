import { defineExporter } from './define-exporter.ts'
import type { Draft, DraftFile } from './define-exporter.ts'
import { registrationFileOption, tokenFileOption } from './secret-files.ts'
import { systemdPlan } from './systemd-plan.ts'
import { installScript, sysusers, tmpfiles } from './systemd-install.ts'
import { serviceUnit, timerUnit } from './systemd-unit.ts'
import type { ExportSource } from './source.ts'

/** A locked-down unit for plain tbot, with the account, the folders and a script that puts all in place. */
export const systemdExporter = defineExporter({
  kind: 'systemd',
  title: 'systemd',
  description: 'Runs with plain tbot, without Botdesk, from the next boot on.',
  group: 'computer',
  checkedBy: 'systemd-analyze verify and security, systemd-sysusers, systemd-tmpfiles, sh -n',
  startsAnotherBot: true,
  options: [
    {
      key: 'user',
      label: 'Runs as',
      description: 'Account, made when it is missing (User).',
      default: 'tbot',
    },
    { key: 'group', label: 'Group', description: 'Group, made when it is missing (Group).', default: 'tbot' },
    {
      key: 'tbot',
      label: 'tbot is at',
      description: 'Absolute path of the program (ExecStart).',
      default: '/usr/local/bin/tbot',
    },
    {
      key: 'config',
      label: 'Configuration goes to',
      description: 'Absolute path of the file.',
      default: '/etc/tbot/{bot}.yaml',
    },
    {
      key: 'storage',
      label: 'Storage',
      description: 'New folder of the bot’s own identity (StateDirectory).',
      default: '/var/lib/tbot/{bot}',
    },
    {
      ...tokenFileOption,
      label: 'Join token goes to',
      description: 'Readable by root only; the unit hands it over (LoadCredential).',
    },
    {
      ...registrationFileOption,
      label: 'Registration secret goes to',
      description: 'For the method bound_keypair (LoadCredential).',
    },
    {
      key: 'restart',
      label: 'If it stops',
      description: 'Start it again always, or only after an error (Restart).',
      default: 'always',
      choices: ['always', 'on-failure'],
    },
    {
      key: 'lock-down',
      label: 'Lock it down',
      description: 'Writes only to its own folders, and may do nothing else.',
      default: 'yes',
      choices: ['yes', 'no'],
    },
    {
      key: 'reader',
      label: 'Who reads the files',
      description: 'Account for `tbot init`, for folders without readers of their own.',
      default: '',
    },
    {
      key: 'on-failure',
      label: 'Alert when it fails',
      description: 'Another unit to start then (OnFailure).',
      default: '',
    },
    {
      key: 'every',
      label: 'Runs every',
      description: 'For one-shot bots, as systemd writes it: 20min.',
      default: '',
      when: 'runs-once',
    },
  ],
  build,
})

function build(source: ExportSource): Draft {
  const plan = systemdPlan(source)
  const { unit, isOneshot, file } = plan
  const users = sysusers(plan)
  const folders = tmpfiles(plan)
  const files: DraftFile[] = [
    {
      path: `${unit}.service`,
      text: serviceUnit(plan),
      language: 'ini',
      about: `Goes to /etc/systemd/system/${unit}.service.`,
    },
    ...(isOneshot
      ? [
          {
            path: `${unit}.timer`,
            text: timerUnit(plan),
            language: 'ini' as const,
            about: `Goes to /etc/systemd/system/${unit}.timer. It starts the service again and again.`,
          },
        ]
      : []),
    {
      path: plan.configName,
      text: file.text,
      language: 'yaml',
      about: `Goes to ${plan.config}.`,
      holdsSecret: file.holdsSecret,
    },
    ...optional(users, {
      path: `${unit}.sysusers.conf`,
      language: 'ini',
      about: `Goes to /etc/sysusers.d/${unit}.conf: the account the bot runs as.`,
    }),
    ...optional(folders, {
      path: `${unit}.tmpfiles.conf`,
      language: 'ini',
      about: `Goes to /etc/tmpfiles.d/${unit}.conf: the folders the bot writes to.`,
    }),
    {
      path: 'install.sh',
      text: installScript(plan, { hasUsers: users !== '', hasFolders: folders !== '' }),
      language: 'shell',
      mode: '0755',
      about: 'Run it as root in the folder of these files: it puts each in its place and starts the bot.',
    },
  ]
  return { files, leftOut: file.leftOut, notes: plan.notes }
}

function optional(text: string, about: Omit<DraftFile, 'text'>): DraftFile[] {
  return text === '' ? [] : [{ ...about, text }]
}
