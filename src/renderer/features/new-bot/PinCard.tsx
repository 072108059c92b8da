import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Tag } from '../../components/Tag.tsx'
import { useCopy } from '../../components/copy.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import styles from './NewBot.module.css'
import type { JoinModel } from './use-joining.ts'

const pinPattern = /^sha256:[0-9a-f]{64}$/i

/** The pin of an auth service: offered, compared by a person, and only then in the file. Behind a proxy there is none. */
export function PinCard({ model }: { model: JoinModel }) {
  const { pins, probe, wizard, key, address } = model
  const [isPasting, setIsPasting] = useState(false)
  const decision = wizard.answers['pin'] ?? ''
  const offered = probe.value?.caPins ?? []
  if (pins.length > 0)
    return (
      <p className={styles.line}>
        <Glyph shape="tick" tone="ok" /> <span>{texts.pinUsed(pins.length)}</span>
        <Button variant="transparent" onClick={() => model.setPins([], '')}>
          {texts.pinAgain}
        </Button>
      </p>
    )
  if (address === '' || key === 'proxy_server')
    return address !== '' && probe.value?.kind === 'proxy' ? (
      <p className={styles.quiet}>{texts.pinBehindProxy}</p>
    ) : null
  if (decision === 'without')
    return (
      <p className={styles.line}>
        <Glyph shape="triangle" tone="warn" label="Hazard" /> <span>{texts.pinNone}</span>
        <Button variant="transparent" onClick={() => wizard.answer('pin', '')}>
          {texts.pinAgain}
        </Button>
      </p>
    )
  const goWithout = (
    <Button
      variant="subtle"
      color="gray"
      className={styles.without}
      onClick={() => wizard.answer('pin', 'without')}
    >
      {texts.pinWithout}
    </Button>
  )
  return (
    <section className={styles.suggestion} aria-label={texts.pinTitle}>
      <div className={styles.suggestionHead}>
        <h2 className={styles.cardTitle}>{texts.pinTitle}</h2>
        <Tag isAccent>{texts.suggested}</Tag>
      </div>
      <p>
        {texts.pinText} <code>{texts.pinCommand}</code> {texts.pinPrints}
      </p>
      {offered.map((pin) => (
        <Pin key={pin} pin={pin} />
      ))}
      {isPasting || offered.length === 0 ? (
        <>
          <PastedPin onUse={(pin) => model.setPins([pin], 'used')} />
          <div className={styles.acts}>{goWithout}</div>
        </>
      ) : (
        <div className={styles.acts}>
          <Button
            variant="filled"
            leftSection={<Icon name="shield" size={14} />}
            onClick={() => model.setPins(offered, 'used')}
          >
            {texts.pinUse}
          </Button>
          <Button onClick={() => setIsPasting(true)}>{texts.pinPaste}</Button>
          {goWithout}
        </div>
      )}
      <p className={styles.quiet}>{texts.pinNone}</p>
    </section>
  )
}

/** In groups of eight, the last one bold: two people compare them aloud. */
function Pin({ pin }: { pin: string }) {
  const { isCopied, copy } = useCopy(pin, 'CA pin')
  const [algorithm = '', digits = ''] = pin.split(':')
  const groups = digits.match(/.{1,8}/g) ?? []
  return (
    <div className={styles.pin}>
      <code className={styles.pinText}>
        {algorithm}:
        {groups.map((group, index) =>
          index === groups.length - 1 ? (
            <strong key={index}>{group}</strong>
          ) : (
            <span key={index}>{group}</span>
          ),
        )}
      </code>
      <button type="button" className={styles.pinCopy} aria-label="Copy CA pin" onClick={copy}>
        <Icon name={isCopied ? 'check' : 'copy'} size={14} />
      </button>
    </div>
  )
}

function PastedPin({ onUse }: { onUse: (pin: string) => void }) {
  const [text, setText] = useState('')
  const pin = text.trim().toLowerCase()
  const isGood = pinPattern.test(pin)
  return (
    <form
      className={styles.pasted}
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood) onUse(pin)
      }}
    >
      <TextInput
        size="sm"
        label={texts.pinField}
        description={texts.pinFieldHint}
        classNames={{ input: 'bd-mono' }}
        value={text}
        error={text !== '' && !isGood && texts.pinFieldHint}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" disabled={!isGood}>
        {texts.pinFieldUse}
      </Button>
    </form>
  )
}
