import { ActionIcon, Button, Menu, NativeSelect, SegmentedControl, Tooltip } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import { targetVersions, type TargetVersion } from '../../../shared/config/problem.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Key, Tag } from '../../components/Tag.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { useAppStore } from '../../stores/app-store.ts'
import styles from './Toolbar.module.css'
import type { DraftState } from './use-draft.ts'
import type { ViewMode } from './use-view-mode.ts'

interface ToolbarProps {
  readonly path: string
  /** Whether the text differs from the file, and by how many lines; undefined until they are counted. */
  readonly isChanged: boolean
  readonly changes: number | undefined
  readonly draft: DraftState
  readonly target: TargetVersion
  readonly mode: ViewMode
  readonly modes: readonly ViewMode[]
  readonly canDiscard: boolean
  readonly canApply: boolean
  readonly outline: ReactNode
  readonly menu: ReactNode
  readonly onTarget: (version: number) => void
  readonly onMode: (mode: ViewMode) => void
  readonly onVersions: () => void
  readonly onDiscard: () => void
  readonly onPlan: () => void
}

const draftWords = { none: '', kept: texts.draftKept, saving: texts.draftSaving, failed: '' } as const
const targetOptions = targetVersions.toReversed().map((version) => ({
  value: String(version),
  label: texts.targetOption(version),
}))

/** The file, how far the draft is from it, the ways to look at it, and the way to apply or drop it. */
export const Toolbar = memo(function Toolbar(props: ToolbarProps) {
  const { path, isChanged, changes = 0, draft, target, mode, modes, canApply } = props
  const home = useAppStore((state) => state.info?.homeFolder)
  return (
    <div className={styles.frame}>
      <div className={styles.bar}>
        <span className={styles.file}>
          <Icon name="file" />
          <CopyField value={path} shown={shortenHome(path, home)} what="path" />
        </span>
        {isChanged && changes > 0 && (
          <span className={styles.tag}>
            <Tag isAccent>{texts.changes(changes)}</Tag>
          </span>
        )}
        {isChanged && <span className={styles.draft}>{draftWords[draft]}</span>}
        <div className={styles.acts}>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<Icon name="clock" size={14} />}
            aria-label={texts.versions}
            onClick={props.onVersions}
          >
            <span className={styles.word}>{texts.versions}</span>
          </Button>
          {props.outline}
          <NativeSelect
            size="xs"
            className={styles.target}
            aria-label={texts.target}
            data={targetOptions}
            value={String(target)}
            onChange={(event) => props.onTarget(Number(event.currentTarget.value))}
          />
          <SegmentedControl
            aria-label={texts.views}
            data={modes.map((each) => ({ value: each, label: texts.viewNames[each] }))}
            value={mode}
            onChange={props.onMode}
          />
          {props.menu}
          {props.canDiscard && <Button onClick={props.onDiscard}>{texts.discard}</Button>}
          <Tooltip label={texts.nothingToApply} disabled={canApply}>
            <Button
              variant="filled"
              disabled={!canApply}
              rightSection={canApply ? <Key>{texts.applyKeys}</Key> : undefined}
              onClick={props.onPlan}
            >
              {texts.apply}
            </Button>
          </Tooltip>
        </div>
      </div>
    </div>
  )
})

interface ToolbarMenuProps {
  readonly hasSecrets: boolean
  readonly areSecretsShown: boolean
  readonly onSecrets: () => void
  readonly onEffective: () => void
  readonly onFormat: () => void
  readonly onRename: () => void
  readonly onMigrate: () => void
}

/** What is needed now and then. */
export function ToolbarMenu(props: ToolbarMenuProps) {
  const { hasSecrets, areSecretsShown } = props
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label={texts.more}>
          <ActionIcon aria-label={texts.more}>
            <Icon name="dots" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={props.onEffective}>{texts.effective}</Menu.Item>
        <Menu.Item rightSection={<Key>{texts.formatKeys}</Key>} onClick={props.onFormat}>
          {texts.formatText}
        </Menu.Item>
        <Menu.Item rightSection={<Key>{texts.renameKeys}</Key>} onClick={props.onRename}>
          {texts.renameService}
        </Menu.Item>
        <Menu.Item onClick={props.onMigrate}>{texts.migrate}</Menu.Item>
        <Menu.Item
          disabled={!hasSecrets}
          leftSection={<Icon name={areSecretsShown ? 'eye-off' : 'eye'} size={14} />}
          onClick={props.onSecrets}
        >
          {areSecretsShown ? texts.hideSecrets : texts.showSecrets}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
