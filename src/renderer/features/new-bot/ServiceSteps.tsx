import { Button } from '@mantine/core'
import { Icon } from '../../components/icons/Icon.tsx'
import { addServiceTexts } from '../../messages/add-service.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { DestinationForm } from '../../wizard/destination/DestinationForm.tsx'
import { KindPicker } from '../../wizard/service/KindPicker.tsx'
import { ServiceFields } from '../../wizard/service/ServiceFields.tsx'
import styles from './NewBot.module.css'
import type { NewBotModel } from './use-new-bot.ts'

/** Step 4, first half: what for. Nothing has to be picked. */
export function KindStep({ model }: { model: NewBotModel }) {
  const { service, wizard } = model
  return (
    <KindPicker
      kinds={service.kinds}
      target={model.target}
      filter={wizard.answers['filter'] ?? ''}
      value={service.type}
      isFixed={service.isFixed}
      onPick={service.pick}
      onSubmit={() => model.goExactly('details')}
      onClearFilter={() => wizard.answer('filter', '')}
    />
  )
}

/** Step 4, second half: which one and where to, on one page. */
export function DetailsStep({ model }: { model: NewBotModel }) {
  const { wizard, service, destination, shown, checked } = model
  return (
    <>
      <p className={styles.kindLine}>
        <code>{service.type}</code>
        <Button
          variant="transparent"
          leftSection={<Icon name="refresh" size={14} />}
          onClick={() => model.goExactly('service')}
        >
          {texts.changeKind}
        </Button>
      </p>
      <ServiceFields wizard={wizard} service={service} problems={shown} onFix={checked.fix} />
      {service.hasDestination && (
        <>
          <h2 className={styles.subTitle}>{addServiceTexts.whereTitle}</h2>
          <DestinationForm
            wizard={service.wizard}
            place={service.place}
            destination={destination}
            problems={shown}
            onFix={checked.fix}
          />
        </>
      )}
    </>
  )
}
