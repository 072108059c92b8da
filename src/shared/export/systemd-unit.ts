import { isTemporary, ownFolders, runtimeDirectories, stateDirectory } from './systemd-folders.ts'
import type { SystemdPlan } from './systemd-plan.ts'

/** One word of a unit file: `%` and `\` are special everywhere, blanks need quotes. */
export function unitWord(text: string): string {
  const plain = text.replaceAll('%', '%%')
  return /[\s"'\\;]/.test(plain) ? `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : plain
}

/** Text for people. A line break would be a setting of its own, a backslash at the end takes the next line in. */
function oneLine(text: string): string {
  return text.replaceAll('%', '%%').replace(/[\\\s\p{Cc}]+/gu, ' ')
}

/** One word of a command in a unit: `$` would be a variable. */
function commandWord(text: string): string {
  return unitWord(text).replaceAll('$', '$$$$')
}

/** The `.service` unit. */
export function serviceUnit(plan: SystemdPlan): string {
  const { source, user, group, isOneshot } = plan
  const { option } = source
  const onFailure = option('on-failure')
  const isLocked = option('lock-down') === 'yes'
  const state = stateDirectory(plan.storage)
  const runtime = runtimeDirectories(plan)
  return sections({
    Unit: [
      ['Description', `Teleport bot ${oneLine(source.bot)}`],
      ['Wants', 'network-online.target'],
      ['After', 'network-online.target'],
      ...(onFailure === '' ? [] : [['OnFailure', unitWord(onFailure)] as const]),
    ],
    Service: [
      ['Type', isOneshot ? 'oneshot' : 'exec'],
      ['User', unitWord(user)],
      ['Group', unitWord(group)],
      ['ExecStart', [option('tbot'), 'start', '-c', plan.config].map(commandWord).join(' ')],
      // tbot renews everything on HUP, stops in order on INT, and does not handle TERM.
      ...(isOneshot ? [] : [['ExecReload', '/bin/kill -HUP $MAINPID'] as const]),
      ['KillSignal', 'SIGINT'],
      ['TimeoutStopSec', '30'],
      ['Restart', isOneshot ? 'on-failure' : option('restart')],
      ['RestartSec', isOneshot ? '30' : '5'],
      ['LimitNOFILE', '524288'],
      ['UMask', '0077'],
      ...plan.credentials.map(
        ({ name, file }) => ['LoadCredential', `${name}:${file.replaceAll('%', '%%')}`] as const,
      ),
      ...(state === undefined
        ? []
        : ([
            ['StateDirectory', unitWord(state)],
            ['StateDirectoryMode', '0700'],
          ] as const)),
      ...(plan.storage === undefined
        ? []
        : [['WorkingDirectory', plan.storage.replaceAll('%', '%%')] as const]),
      ...(runtime.length === 0
        ? []
        : ([
            ['RuntimeDirectory', runtime.map(unitWord).join(' ')],
            ['RuntimeDirectoryMode', '0755'],
          ] as const)),
      ['NoNewPrivileges', 'yes'],
      ...(isLocked ? lockDown(plan, state) : []),
    ],
    ...(isOneshot ? {} : { Install: [['WantedBy', 'multi-user.target']] }),
  })
}

/** The `.timer` unit of a one-shot bot; the wait counts from the end of a run, also of one that failed. */
export function timerUnit({ source, every }: SystemdPlan): string {
  return sections({
    Unit: [['Description', `Runs the Teleport bot ${oneLine(source.bot)}`]],
    Timer: [
      ['OnBootSec', '1min'],
      ['OnUnitInactiveSec', every.replaceAll('%', '%%')],
      ['AccuracySec', '10s'],
    ],
    Install: [['WantedBy', 'timers.target']],
  })
}

type Setting = readonly [key: string, value: string]

function lockDown(plan: SystemdPlan, state: string | undefined): Setting[] {
  const { join } = plan.source
  const isTpm = join.method === 'tpm'
  const paths = [
    ...ownFolders(plan).map(({ path }) => path),
    ...(plan.storage !== undefined && state === undefined ? [plan.storage] : []),
  ]
  const usesTmp = paths.some(isTemporary)
  const capability = plan.needsLowPort ? 'CAP_NET_BIND_SERVICE' : ''
  return [
    ['ProtectSystem', 'strict'],
    ...(paths.length === 0 ? [] : [['ReadWritePaths', paths.map(unitWord).join(' ')] as const]),
    ['ProtectHome', 'read-only'],
    ...(usesTmp ? [] : [['PrivateTmp', 'yes'] as const]),
    ...(isTpm
      ? ([
          ['DevicePolicy', 'closed'],
          ['DeviceAllow', '/dev/tpmrm0 rw'],
        ] as const)
      : ([['PrivateDevices', 'yes']] as const)),
    ['ProtectKernelTunables', 'yes'],
    ['ProtectKernelModules', 'yes'],
    ['ProtectKernelLogs', 'yes'],
    ['ProtectControlGroups', 'yes'],
    ['ProtectClock', isTpm ? 'no' : 'yes'],
    ['ProtectHostname', 'yes'],
    ['RestrictAddressFamilies', 'AF_INET AF_INET6 AF_UNIX'],
    ['RestrictNamespaces', 'yes'],
    ['RestrictRealtime', 'yes'],
    ['RestrictSUIDSGID', 'yes'],
    ['LockPersonality', 'yes'],
    ['MemoryDenyWriteExecute', 'yes'],
    ['RemoveIPC', 'yes'],
    ['SystemCallArchitectures', 'native'],
    ['SystemCallFilter', '@system-service'],
    ['SystemCallFilter', '~@privileged @resources'],
    ['SystemCallErrorNumber', 'EPERM'],
    ['CapabilityBoundingSet', capability],
    ['AmbientCapabilities', capability],
  ]
}

function sections(all: Readonly<Record<string, readonly Setting[]>>): string {
  return Object.entries(all)
    .map(([name, settings]) => `[${name}]\n${settings.map(([key, value]) => `${key}=${value}\n`).join('')}`)
    .join('\n')
}
