import { useId, useRef, type ReactNode } from 'react'
import { classNames } from '../components/class-names.ts'
import { Icon, type IconName } from '../components/icons/Icon.tsx'
import styles from './ChoiceCards.module.css'

export interface ChoiceCard {
  readonly value: string
  readonly title: string
  readonly icon: IconName
  readonly note?: ReactNode
  /** tbot's own word. */
  readonly code?: string
  /** Why it cannot be chosen. */
  readonly refusal?: string | undefined
}

interface ChoiceCardsProps {
  readonly label: string
  /** The name shared by the groups of one choice. */
  readonly name?: string
  readonly cards: readonly ChoiceCard[]
  readonly value: string | undefined
  readonly onChange: (value: string) => void
  readonly layout?: 'columns' | 'rows' | 'small'
  /** A last card that shows the others. */
  readonly more?: { readonly title: string; readonly code: string; readonly onClick: () => void } | undefined
}

/** One of a few: native radio buttons drawn as cards, so that the arrows move between them. */
export function ChoiceCards(props: ChoiceCardsProps) {
  const { label, name, cards, value, onChange, layout = 'columns', more } = props
  const own = useId()
  const group = useRef<HTMLDivElement>(null)
  const showMore = (): void => {
    more?.onClick()
    // The card goes away; the first of those it stood for takes the focus.
    setTimeout(() => group.current?.querySelectorAll('input')[cards.length]?.focus())
  }
  return (
    <div className={styles.box}>
      <div className={styles[layout]}>
        <div ref={group} role="radiogroup" aria-label={label} className={styles.group}>
          {cards.map((card) => (
            <label
              key={card.value}
              className={classNames(
                styles.card,
                card.value === value && styles.chosen,
                card.refusal !== undefined && styles.refused,
              )}
            >
              <input
                type="radio"
                className={styles.input}
                name={name ?? own}
                value={card.value}
                checked={card.value === value}
                disabled={card.refusal !== undefined}
                onChange={() => onChange(card.value)}
              />
              <span className={styles.icon}>
                <Icon name={card.icon} />
              </span>
              <span className={styles.words}>
                <span className={styles.title}>
                  {card.title}
                  {card.code !== undefined && <code className={styles.code}>{card.code}</code>}
                </span>
                {(card.refusal ?? card.note) && (
                  <span className={styles.note}>{card.refusal ?? card.note}</span>
                )}
              </span>
              <span className={styles.dot} aria-hidden="true" />
            </label>
          ))}
        </div>
        {more && (
          <button type="button" className={styles.card} onClick={showMore}>
            <span className={styles.icon}>
              <Icon name="dots" />
            </span>
            <span className={styles.words}>
              <span className={styles.title}>{more.title}</span>
              <code className={styles.code}>{more.code}</code>
            </span>
          </button>
        )}
      </div>
      {layout === 'columns' && (
        <div className={styles.narrowNotes} aria-hidden="true">
          {cards.map(({ value: each, title, note, refusal }) => {
            if (refusal !== undefined) return <p key={each}>{`${title}: ${refusal}`}</p>
            return each === value && <p key={each}>{note}</p>
          })}
        </div>
      )}
    </div>
  )
}
