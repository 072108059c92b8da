import { assertNever } from '../../../shared/errors.ts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ResponseOf } from '../../../shared/contract/requests.ts'
import { useBridge } from '../../bridge/BridgeContext.tsx'
import { useAction } from '../../bridge/use-action.ts'
import { useAnswer } from '../../bridge/use-answer.ts'
import { Card } from '../../components/Card.tsx'
import { FormError } from '../../components/FormError.tsx'
import { ProblemList } from '../../components/ProblemList.tsx'
import { RemedyCard } from '../../components/RemedyCard.tsx'
import { SkeletonLines } from '../../components/Skeleton.tsx'
import { YamlText } from '../../components/YamlText.tsx'
import { errorSentence, explainError } from '../../../shared/messages/errors.ts'
import { count } from '../../../shared/messages/format.ts'
import { openTexts } from '../../messages/welcome.ts'
import { useFleetStore } from '../../stores/fleet-store.ts'
import styles from './OpenFile.module.css'

/** What is in the file and what is wrong with it, before it is added. */
export function FileReview({ path }: { path: string }) {
  const { asked, askAgain } = useAnswer('bots:review', { path })
  switch (asked.kind) {
    case 'loading':
      return <SkeletonLines lines={6} />
    case 'error': {
      const error = asked.error.serialize()
      return (
        <RemedyCard
          title={`${path} cannot be opened`}
          error={error}
          explanation={explainError(error)}
          retry={<Button onClick={askAgain}>Try again</Button>}
        />
      )
    }
    case 'ready':
      return <Reviewed review={asked.value} />
    default:
      return assertNever(asked)
  }
}

function Reviewed({ review }: { review: ResponseOf<'bots:review'> }) {
  const { problems } = review.check
  const known = useFleetStore((state) => state.view?.bots.find((bot) => bot.configPath === review.path))
  return (
    <div className={styles.review}>
      <YamlText text={review.text} label={review.path} problems={problems} hasLineNumbers />
      <div className={styles.side}>
        {known ? (
          <Card title="Already open">
            <p>
              This file is the bot <Link href={`/bots/${known.name}`}>{known.name}</Link>.
            </p>
          </Card>
        ) : (
          <AddCard review={review} />
        )}
        <Card
          title={openTexts.problems}
          note={problems.length > 0 && count(problems.length, 'problem')}
          isPadded={false}
        >
          <ProblemList problems={problems} emptyText={openTexts.noProblems} />
        </Card>
      </div>
    </div>
  )
}

const namePattern = /^[\w.-]+$/

function AddCard({ review }: { review: ResponseOf<'bots:review'> }) {
  const client = useBridge()
  const [, navigate] = useLocation()
  const [name, setName] = useState(review.suggestedName)
  const add = useAction(async () => {
    const { bot } = await client.request('bots:add', { path: review.path, name })
    navigate(`/bots/${bot}`)
  })
  const isNameGood = namePattern.test(name)
  return (
    <Card title="Use it">
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault()
          if (isNameGood) void add.run()
        }}
      >
        <TextInput
          size="sm"
          label={openTexts.name}
          description={openTexts.nameHint}
          error={!isNameGood && name !== '' && openTexts.nameHint}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          spellCheck={false}
        />
        <Button size="sm" type="submit" variant="filled" disabled={!isNameGood} loading={add.isRunning}>
          {openTexts.add}
        </Button>
        {add.error && <FormError>{errorSentence(add.error.serialize(), { bot: name })}</FormError>}
        <p className={styles.note}>{openTexts.addNote}</p>
      </form>
    </Card>
  )
}
