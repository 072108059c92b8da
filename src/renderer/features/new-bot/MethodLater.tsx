import { Icon, type IconName } from '../../components/icons/Icon.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { SideSection } from '../../wizard/SideSection.tsx'
import styles from './NewBot.module.css'

const icons: readonly IconName[] = ['refresh', 'database', 'copy']

/** What the picked method means once the bot runs. */
export function MethodLater({ isRenewable }: { isRenewable: boolean }) {
  return (
    <SideSection title={texts.later}>
      <ul className={styles.later}>
        {(isRenewable ? texts.renews : texts.joinsAnew).map(([title, text], index) => (
          <li key={title} className={styles.laterRow}>
            <Icon name={icons[index] ?? 'info'} />
            <span>
              <span className={styles.laterTitle}>{title}</span>
              <span className={styles.laterText}>{text}</span>
            </span>
          </li>
        ))}
      </ul>
    </SideSection>
  )
}
