import { Button } from '@mantine/core'
import { Icon } from '../../components/icons/Icon.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import styles from './NewBot.module.css'

/** The short way through the steps: something that was written down elsewhere. */
export function PasteRow({ onPaste }: { onPaste: () => void }) {
  return (
    <div className={styles.paste}>
      <div>
        <p className={styles.pasteLead}>{texts.pasteLead}</p>
        <p className={styles.soft}>{texts.pasteNote}</p>
      </div>
      <Button leftSection={<Icon name="clipboard" size={14} />} onClick={onPaste}>
        {texts.paste}
      </Button>
    </div>
  )
}
