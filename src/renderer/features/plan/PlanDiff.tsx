import { ActionIcon, SegmentedControl, TextInput, Tooltip } from '@mantine/core'
import { useMemo, useState } from 'react'
import { shortenHome } from '../../../shared/messages/format.ts'
import { Icon } from '../../components/icons/Icon.tsx'
import { DiffView } from '../../editor/DiffView.tsx'
import { countLines, maskedDiff } from '../../editor/masked-diff.ts'
import { planTexts as texts } from '../../messages/plan.ts'
import { useAppStore } from '../../stores/app-store.ts'
import styles from './Plan.module.css'
import type { PlanModel } from './use-plan.ts'
import { useResult } from './use-result.ts'

interface PlanDiffProps {
  readonly bot: string
  readonly plan: PlanModel
  readonly change: number | undefined
  readonly onNextChange: (step: 1 | -1) => void
}

/** The verdict as title, the difference of the file, and why it is made. */
export function PlanDiff({ bot, plan, change, onNextChange }: PlanDiffProps) {
  const [view, setView] = useState<'changes' | 'whole'>('changes')
  const home = useAppStore((state) => state.info?.homeFolder)
  const { before, text, path, applied, versions } = plan
  const { added, removed } = useMemo(() => countLines(maskedDiff(before, text)), [before, text])
  const result = useResult(bot, plan)
  const newest = versions?.[0]?.version
  return (
    <section className={styles.left} aria-label={texts.difference}>
      <div className={styles.verdict}>
        <h2 className={styles.title}>{titleOf(plan, result?.title)}</h2>
        <span className={styles.counts}>
          <span className={styles.added}>+{added}</span>
          <span className={styles.removed}>−{removed}</span>
        </span>
        <Tooltip label={texts.nextChange}>
          <ActionIcon aria-label={texts.nextChange} onClick={() => onNextChange(1)}>
            <Icon name="chevron-down" />
          </ActionIcon>
        </Tooltip>
        <SegmentedControl
          aria-label={texts.views}
          data={[
            { value: 'changes', label: texts.changes },
            { value: 'whole', label: texts.whole },
          ]}
          value={view}
          onChange={(next) => setView(next === 'whole' ? 'whole' : 'changes')}
        />
      </div>
      <div className={styles.file}>
        <div className={styles.fileHead}>
          <Icon name="file" size={14} />
          <span className={styles.path}>{shortenHome(path, home)}</span>
          <span className={styles.note}>
            {plan.isOlderRunning
              ? texts.againstRunning
              : newest !== undefined && texts.versionStep(applied ? newest - 1 : newest)}
          </span>
        </div>
        {added + removed === 0 ? (
          <p className={styles.onlySecrets}>{texts.onlySecrets}</p>
        ) : (
          <DiffView
            before={before}
            after={text}
            label={texts.changesOf(path)}
            isWhole={view === 'whole'}
            isPart
            current={change}
          />
        )}
      </div>
      {!applied && !plan.isWaiting && (
        <TextInput
          size="sm"
          aria-label={texts.reason}
          placeholder={texts.reasonHint}
          leftSection={<Icon name="message" size={14} />}
          value={plan.reason}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => plan.setReason(event.currentTarget.value)}
        />
      )}
    </section>
  )
}

function titleOf({ asked }: PlanModel, result: string | undefined): string {
  if (result !== undefined) return result
  if (asked.kind === 'ready') return asked.value.title
  return asked.kind === 'loading' ? texts.comparing : texts.failedTitle
}
