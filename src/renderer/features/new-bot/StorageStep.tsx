import { FormError } from '../../components/FormError.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { DestinationForm } from '../../wizard/destination/DestinationForm.tsx'
import type { JoinModel } from './use-joining.ts'

/** Step 3: the bot's own folder, refused when another bot uses it. */
export function StorageStep({ model }: { model: JoinModel }) {
  return (
    <>
      <DestinationForm
        wizard={model.wizard}
        place={model.storage}
        destination={model.storageDestination}
        problems={model.shown}
        onFix={model.checked.fix}
      />
      {model.storageOwner !== undefined && <FormError>{texts.storageTaken(model.storageOwner)}</FormError>}
    </>
  )
}
