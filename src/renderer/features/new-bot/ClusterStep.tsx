import { Autocomplete, SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { useFleetStore } from '../../stores/fleet-store.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { formatPath } from '../../../shared/config/edit/index.ts'
import { Labelled } from '../../wizard/Labelled.tsx'
import { PlaceProblems } from '../../wizard/PlaceProblems.tsx'
import { LocalCluster } from './LocalCluster.tsx'
import styles from './NewBot.module.css'
import { PasteRow } from './PasteRow.tsx'
import { PinCard } from './PinCard.tsx'
import { ProbeSteps } from './ProbeSteps.tsx'
import type { AddressKey } from './bot-text.ts'
import type { JoinModel } from './use-joining.ts'

interface ClusterStepProps {
  readonly model: JoinModel
  /** What is said where the local cluster runs. */
  readonly runs: string
  /** Only a new bot can be begun with a pasted text. */
  readonly onPaste?: () => void
}

/** Step 1: the cluster, what answers at its address, and whether its authority is pinned. */
export function ClusterStep({ model, runs, onPaste }: ClusterStepProps) {
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={texts.where}
        value={model.isLocal ? 'local' : 'teleport'}
        onChange={model.setWhere}
        data={[
          { value: 'teleport', label: texts.teleport },
          { value: 'local', label: texts.local },
        ]}
      />
      {model.isLocal ? (
        <LocalCluster cluster={model.cluster} runs={runs} />
      ) : (
        <>
          <AddressStep model={model} />
          {onPaste && (
            <div className={styles.onlyNarrow}>
              <PasteRow onPaste={onPaste} />
            </div>
          )}
        </>
      )}
    </>
  )
}

/** The address of a cluster, what answers there, and the pin of its authority. */
function AddressStep({ model }: { model: JoinModel }) {
  const id = useId()
  const bots = useFleetStore((state) => state.view?.bots)
  const known = [...new Set(bots?.flatMap((bot) => bot.address ?? []))]
  const problems = model.shown.filter(({ path }) => path === formatPath([model.key]))
  return (
    <>
      <div>
        <Labelled
          label={texts.address}
          id={id}
          path={model.key}
          // What answered says it better, and the pin below has to be in sight.
          hint={model.probe.value ? undefined : texts.addressHint}
        >
          <Autocomplete
            id={id}
            size="sm"
            classNames={{ input: 'bd-mono' }}
            placeholder={texts.addressPlaceholder}
            // The one that is written already would only cover what was found out about it.
            data={known.filter((each) => each !== model.address)}
            value={model.address}
            autoComplete="off"
            spellCheck={false}
            onChange={(address) => model.setAddress(address.trim(), keyFor(address, model.key))}
          />
        </Labelled>
        <PlaceProblems problems={problems} />
      </div>
      <ProbeSteps probe={model.probe} />
      <div className={styles.gapless}>
        <PinCard model={model} />
      </div>
    </>
  )
}

/** Until something answers, the usual ports tell an auth service from a proxy. */
function keyFor(address: string, now: AddressKey): AddressKey {
  if (address.endsWith(':3025')) return 'auth_server'
  return /:(443|3080)$/.test(address) ? 'proxy_server' : now
}
