import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { CheckStep } from '../../wizard/check/CheckStep.tsx'
import { Labelled } from '../../wizard/Labelled.tsx'
import { stepOf } from './new-bot-steps.ts'
import type { NewBotModel } from './use-new-bot.ts'

/** Step 5: the name here, what is missing, and what will happen. */
export function CheckBotStep({ model }: { model: NewBotModel }) {
  const id = useId()
  return (
    <>
      <Labelled label={texts.label} id={id}>
        <TextInput
          id={id}
          size="sm"
          maw={320}
          classNames={{ input: 'bd-mono' }}
          value={model.label}
          error={model.labelError}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => model.wizard.answer('label', event.currentTarget.value)}
        />
      </Labelled>
      <CheckStep
        problems={model.checked.problems}
        checked={model.checked}
        target={model.target}
        plan={model.plan}
        stepOf={(problem) => {
          const step = stepOf(problem)
          return step && { id: step, title: texts.steps[step].title }
        }}
        onGo={(step) => model.go(step)}
        files={model.destination.files}
      />
    </>
  )
}
