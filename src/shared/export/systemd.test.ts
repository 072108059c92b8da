import { describe, expect, test } from 'vitest'
import { makeExport } from './index.ts'
import { requestOf, samples } from './testing/samples.ts'

function files(sample: string, options: Record<string, string> = {}): Map<string, string> {
  const made = makeExport('systemd', requestOf(sample, { options }))
  return new Map(made.files.map(({ path, text }) => [path.replace('tbot-ci-deploy', 'UNIT'), text]))
}

describe('systemd', () => {
  test('hands the token over, so that only root reads its file', () => {
    const unit = files('application').get('UNIT.service') ?? ''
    expect(unit).toContain('LoadCredential=join-token:/etc/tbot/ci-deploy.token\n')
    expect(files('boundKeypair').get('UNIT.service')).toContain(
      'LoadCredential=registration-secret:/etc/tbot/ci-deploy.registration\n',
    )
  })

  test('writes only to the folders of the file, and to a storage of its own', () => {
    const unit = files('many').get('UNIT.service') ?? ''
    expect(unit).toContain('ReadWritePaths=/opt/id /opt/db /opt/mux /opt/host\n')
    expect(unit).toContain('StateDirectory=tbot/ci-deploy\nStateDirectoryMode=0700\n')
    expect(unit).toContain('RuntimeDirectory=workload\n')
    const elsewhere = files('many', { storage: '/srv/bot' }).get('UNIT.service') ?? ''
    expect(elsewhere).not.toContain('StateDirectory')
    expect(elsewhere).toMatch(/^ReadWritePaths=.* \/srv\/bot$/m)
  })

  test('renews on reload and stops with the signal tbot handles', () => {
    const unit = files('many').get('UNIT.service') ?? ''
    expect(unit).toContain('ExecReload=/bin/kill -HUP $MAINPID\nKillSignal=SIGINT\n')
    expect(unit).toContain('Restart=always\nRestartSec=5\n')
  })

  test('a one-shot bot gets a timer, and starts with it alone', () => {
    const made = files('github')
    expect(made.get('UNIT.service')).toContain('Type=oneshot\n')
    expect(made.get('UNIT.service')).not.toContain('[Install]')
    expect(made.get('UNIT.timer')).toContain('OnUnitInactiveSec=1200s\n')
    expect(made.get('install.sh')).toContain('systemctl enable tbot-ci-deploy.timer\n')
    expect(files('github', { every: '5min' }).get('UNIT.timer')).toContain('OnUnitInactiveSec=5min\n')
  })

  test('a method that needs a device or a low port gets just that', () => {
    const tpm = samples['github']?.replace('join_method: github', 'join_method: tpm') ?? ''
    expect(files(tpm).get('UNIT.service')).toContain('DevicePolicy=closed\nDeviceAllow=/dev/tpmrm0 rw\n')
    const low = samples['many']?.replace('127.0.0.1:8080', '127.0.0.1:80') ?? ''
    expect(files(low).get('UNIT.service')).toContain('CapabilityBoundingSet=CAP_NET_BIND_SERVICE\n')
  })

  test('readers get in: `tbot init` for accounts, and a mode that keeps the mask of the access list', () => {
    const made = files('application')
    expect(made.get('UNIT.tmpfiles.conf')).toBe('d /opt/machine-id 0750 tbot tbot -\n')
    expect(made.get('install.sh')).toContain('--reader-user nginx --owner tbot:tbot\n')
    const chosen = files('many', { reader: 'www-data' }).get('install.sh') ?? ''
    expect(chosen.match(/tbot init .*--reader-user www-data/g)).toHaveLength(4)
  })

  test('refuses an account that is none', () => {
    expect(() => files('many', { user: 'a b' })).toThrow('no name of an account')
  })

  test('warns of a way to join that does not work on a computer', () => {
    expect(makeExport('systemd', requestOf('github')).notes.join(' ')).toContain('Choose another join method')
    expect(makeExport('systemd', requestOf('many')).notes.join(' ')).not.toContain(
      'Choose another join method',
    )
  })
})
