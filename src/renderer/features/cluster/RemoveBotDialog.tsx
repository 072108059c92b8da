import { useAction } from '../../bridge/use-action.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { ConfirmByName } from '../../components/ConfirmByName.tsx'
import { clusterTexts as texts } from '../../messages/cluster.ts'

/** Asks for the bot's name before it is deleted from the cluster. */
export function RemoveBotDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const client = useBridge()
  const remove = useAction(() => client.request('cluster:remove-bot', { name }))
  return (
    <ConfirmByName
      title={texts.removeTitle(name)}
      name={name}
      loss={texts.removeLoss}
      goes={texts.removeGoes(name).map((text) => ({ icon: 'trash' as const, text }))}
      stays={[
        { icon: 'file', text: texts.removeStays },
        { icon: 'braces', text: texts.removeStaysHere },
      ]}
      verb={texts.removeVerb}
      isWorking={remove.isRunning}
      error={remove.error}
      onConfirm={() => void remove.run().then((isDone) => isDone && onClose())}
      onCancel={onClose}
    />
  )
}
