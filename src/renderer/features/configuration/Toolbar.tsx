import { Button, NativeSelect, Tooltip } from '@mantine/core'
import { useMemo } from 'react'
import { targetVersions } from '../../../shared/config/problem.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Key, Tag } from '../../components/Tag.tsx'
import { configurationTexts as texts } from '../../messages/configuration.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { diffLines, countChanges } from './line-diff.ts'
import styles from './Toolbar.module.css'
import type { Configuration } from './use-configuration.ts'

interface ToolbarProps {
  readonly path: string
  readonly configuration: Configuration
  readonly areSecretsShown: boolean
  readonly hasSecrets: boolean
  readonly onSecrets: (areShown: boolean) => void
  readonly onReview: () => void
}

const draftWords = { none: '', kept: texts.draftKept, saving: texts.draftSaving, failed: '' } as const
const targetOptions = targetVersions.toReversed().map((version) => ({
  value: String(version),
  label: texts.targetOption(version),
}))

/** The file, how far the draft is from it, the version to check for, and the way to apply or drop it. */
export function Toolbar({
  path,
  configuration,
  areSecretsShown,
  hasSecrets,
  onSecrets,
  onReview,
}: ToolbarProps) {
  const { text, savedText, draft, target, chooseTarget, discard, canApply } = configuration
  const home = useAppStore((state) => state.info?.homeFolder)
  const isChanged = text !== savedText
  const changes = useMemo(() => countChanges(diffLines(savedText ?? '', text)), [savedText, text])
  const secretsLabel = areSecretsShown ? texts.hideSecrets : texts.showSecrets
  return (
    <div className={styles.bar}>
      <span className={styles.file}>
        <Icon name="file" />
        <CopyField value={path} shown={shortenHome(path, home)} what="path" />
      </span>
      {changes > 0 && <Tag isAccent>{texts.changes(changes)}</Tag>}
      {isChanged && <span className={styles.draft}>{draftWords[draft]}</span>}
      <div className={styles.acts}>
        {hasSecrets && (
          <Button
            variant="subtle"
            color="gray"
            aria-pressed={areSecretsShown}
            leftSection={<Icon name={areSecretsShown ? 'eye-off' : 'eye'} size={14} />}
            onClick={() => onSecrets(!areSecretsShown)}
          >
            {secretsLabel}
          </Button>
        )}
        <NativeSelect
          size="xs"
          aria-label={texts.target}
          data={targetOptions}
          value={String(target)}
          onChange={(event) => void chooseTarget.run(Number(event.currentTarget.value))}
        />
        {isChanged && savedText !== undefined && <Button onClick={discard}>{texts.discard}</Button>}
        <Tooltip label={texts.nothingToApply} disabled={canApply}>
          <Button
            variant="filled"
            className={styles.apply}
            disabled={!canApply}
            rightSection={canApply ? <Key>{texts.applyKeys}</Key> : undefined}
            onClick={onReview}
          >
            {texts.apply}
          </Button>
        </Tooltip>
      </div>
    </div>
  )
}
