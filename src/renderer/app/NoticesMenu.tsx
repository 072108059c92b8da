import { ActionIcon, Popover } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { Glyph } from '../components/Glyph.tsx'
import { Icon } from '../components/icons/Icon.tsx'
import { formatTime } from '../../shared/messages/format.ts'
import { shellTexts } from '../messages/shell.ts'
import { useToastStore } from '../stores/toast-store.ts'
import styles from './NoticesMenu.module.css'

const shapes = { ok: 'tick', warn: 'triangle', bad: 'octagon', idle: 'dot' } as const

/** What happened while this window was open; the dot says there is something unread. */
export function NoticesMenu() {
  const { notices, unread, markRead } = useToastStore()
  const [isOpen, setIsOpen] = useState(false)
  const toggle = (opened: boolean): void => {
    setIsOpen(opened)
    if (opened) markRead()
  }
  return (
    <Popover opened={isOpen} onChange={toggle} position="bottom-end" width={340} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          aria-label={unread > 0 ? `${shellTexts.notices}, ${unread} unread` : shellTexts.notices}
          aria-expanded={isOpen}
          onClick={() => toggle(!isOpen)}
          className={styles.target}
        >
          <Icon name="bell" />
          {unread > 0 && <span className={styles.dot} />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {notices.length === 0 ? (
          <p className={styles.none}>{shellTexts.noNotices}</p>
        ) : (
          <ul className={styles.list}>
            {notices.map((notice) => (
              <li key={notice.id} className={styles.notice}>
                <Glyph shape={shapes[notice.tone]} tone={notice.tone} />
                {notice.href ? (
                  <Link href={notice.href} className={styles.text} onClick={() => toggle(false)}>
                    {notice.text}
                  </Link>
                ) : (
                  <span className={styles.text}>{notice.text}</span>
                )}
                <time className={styles.time}>{formatTime(notice.at)}</time>
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
