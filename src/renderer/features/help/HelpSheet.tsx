import { Dialog } from '../../components/Dialog.tsx'
import { SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core'
import { Link } from 'wouter'
import { CopyField } from '../../components/CopyField.tsx'
import { Key } from '../../components/Tag.tsx'
import { useAppStore } from '../../stores/app-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import styles from './HelpSheet.module.css'

const shortcuts: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Ctrl', 'K'], 'Search or run a command'],
  [['/'], 'Filter the list'],
  [['G', 'B'], 'Bots'],
  [['G', 'L'], 'Log'],
  [['G', 'C'], 'Local cluster'],
  [['['], 'Tab before'],
  [[']'], 'Tab after'],
  [['J'], 'Next row'],
  [['K'], 'Row before'],
  [['R'], 'Renew now'],
  [['X'], 'Start or stop'],
  [['E'], 'Edit the configuration'],
  [['N'], 'New bot'],
  [['Alt', '→'], 'Next step of a wizard'],
  [['Ctrl', '↵'], 'To the end of a wizard; apply a plan'],
  [['Ctrl', 'S'], 'Review and apply'],
  [['F7'], 'Next change of a plan'],
  [['F8'], 'Next problem'],
  [['?'], 'This sheet'],
  [['Ctrl', ','], 'Settings, below'],
  [['Esc'], 'Close the top layer'],
]

/** Shortcuts, the few settings of the window, and what this Botdesk is. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title="Help" size={620} closeButtonProps={{ 'aria-label': 'Close' }}>
      <section>
        <h3 className={styles.label}>Shortcuts</h3>
        <dl className={styles.keys}>
          {shortcuts.map(([keys, what]) => (
            <div key={what} className={styles.shortcut}>
              <dt>
                {keys.map((key) => (
                  <Key key={key}>{key}</Key>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Settings />
      <About onClose={onClose} />
    </Dialog>
  )
}

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
] as const

function Settings() {
  const { preferences, change } = usePreferencesStore()
  const { setColorScheme } = useMantineColorScheme()
  const setScheme = (value: string): void => {
    const scheme = schemes.find((each) => each.value === value)?.value ?? 'system'
    setColorScheme(scheme === 'system' ? 'auto' : scheme)
    change({ scheme })
  }
  return (
    <section className={styles.section}>
      <h3 className={styles.label}>Settings</h3>
      <div className={styles.setting}>
        <span>Colours</span>
        <SegmentedControl
          aria-label="Colours"
          data={[...schemes]}
          value={preferences.scheme}
          onChange={setScheme}
        />
      </div>
      <Switch
        label="Single letters are shortcuts"
        labelPosition="left"
        className={styles.switch}
        size="xs"
        checked={preferences.singleKeys}
        onChange={(event) => change({ singleKeys: event.currentTarget.checked })}
      />
      <Switch
        label="Show the clock in UTC"
        labelPosition="left"
        className={styles.switch}
        size="xs"
        checked={preferences.utc}
        onChange={(event) => change({ utc: event.currentTarget.checked })}
      />
    </section>
  )
}

function About({ onClose }: { onClose: () => void }) {
  const info = useAppStore((state) => state.info)
  if (!info) return null
  return (
    <section className={styles.section}>
      <h3 className={styles.label}>About</h3>
      <p>
        Botdesk {info.version} on {info.platform}, Node {info.nodeVersion}, as {info.userName} on{' '}
        {info.hostname}.{' '}
        {info.face === 'window'
          ? 'This is its own window.'
          : `This is the browser face${info.faceReason ? `: ${info.faceReason}` : ''}.`}
      </p>
      <p className={styles.folder}>
        Everything Botdesk makes stays in <CopyField value={info.dataFolder} what="data folder" />
      </p>
      <p>
        <Link href="/welcome" onClick={onClose}>
          Show the welcome page
        </Link>
      </p>
    </section>
  )
}
