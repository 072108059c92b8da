import { Autocomplete, Button } from '@mantine/core'
import { useId, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { FormError } from '../../components/FormError.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { Page, PageHead } from '../../components/Page.tsx'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { shortenHome } from '../../../shared/messages/format.ts'
import { openTexts } from '../../messages/welcome.ts'
import { useAppStore } from '../../stores/app-store.ts'
import { FileReview } from './FileReview.tsx'
import styles from './OpenFile.module.css'
import { usePathCompletion } from '../../bridge/use-path-completion.ts'

/** Opens a tbot.yaml: its path, then what is in it, then adding it. The address keeps the path. */
export function OpenFileScreen() {
  const search = useSearch()
  const path = new URLSearchParams(search).get('path') ?? ''
  const [, navigate] = useLocation()
  const review = (chosen: string): void =>
    navigate(`/open?path=${encodeURIComponent(chosen.trim())}`, { replace: true })
  return (
    <Page top={<PageHead title={openTexts.title} sentence={openTexts.lead} />}>
      <div className={styles.page}>
        <PathForm key={`form ${path}`} path={path} onReview={review} />
        {path === '' ? (
          <>
            <RecentFiles onReview={review} />
            <EmptyState title={openTexts.emptyTitle}>{openTexts.emptyText}</EmptyState>
          </>
        ) : (
          <FileReview key={`review ${path}`} path={path} />
        )}
      </div>
    </Page>
  )
}

/** Files opened lately; absent while they are looked up, and when there are none. */
function RecentFiles({ onReview }: { onReview: (path: string) => void }) {
  const { asked } = useAnswer('app:recent-files', {})
  const home = useAppStore((state) => state.info?.homeFolder)
  const id = useId()
  if (asked.kind !== 'ready' || asked.value.length === 0) return null
  return (
    <section aria-labelledby={id} className={styles.recent}>
      <h2 id={id} className={styles.recentTitle}>
        {openTexts.recent}
      </h2>
      <ul>
        {asked.value.map((path) => (
          <li key={path}>
            <button type="button" className={styles.recentFile} onClick={() => onReview(path)}>
              <Icon name="file" size={14} /> {shortenHome(path, home)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function PathForm({ path, onReview }: { path: string; onReview: (path: string) => void }) {
  const client = useBridge()
  const [typed, setTyped] = useState(path)
  const suggestions = usePathCompletion(typed)
  const hasDialog = useAppStore((state) => state.info?.face === 'window')
  const choice = useAction(async () => {
    const chosen = await client.request('app:choose-file', {})
    if (chosen.path !== undefined) onReview(chosen.path)
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim()) onReview(typed)
      }}
    >
      <Autocomplete
        className={styles.path}
        size="sm"
        label={openTexts.path}
        placeholder={openTexts.placeholder}
        classNames={{ input: 'bd-mono' }}
        data={[...suggestions]}
        filter={({ options }) => options}
        value={typed}
        onChange={setTyped}
        onOptionSubmit={(value) => {
          if (!value.endsWith('/')) onReview(value)
        }}
        autoFocus={path === ''}
        autoComplete="off"
        spellCheck={false}
      />
      {hasDialog && (
        <Button size="sm" loading={choice.isRunning} onClick={() => void choice.run()}>
          {openTexts.choose}
        </Button>
      )}
      <Button
        size="sm"
        type="submit"
        variant={path === '' ? 'filled' : 'default'}
        disabled={typed.trim() === ''}
      >
        {openTexts.review}
      </Button>
      {choice.error && <FormError>{errorSentence(choice.error.serialize())}</FormError>}
    </form>
  )
}
