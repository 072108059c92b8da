import type { ReactNode } from 'react'
import { assertNever } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { configHref } from '../../bots/config-href.ts'
import { FormError } from '../../components/FormError.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { Key } from '../../components/Tag.tsx'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { CheckStep } from '../../wizard/check/CheckStep.tsx'
import { ReviewPlanButton, SaveDraftButton } from '../../wizard/DraftEnds.tsx'
import { Patch } from '../../wizard/Patch.tsx'
import { StepsRail } from '../../wizard/StepsRail.tsx'
import { useWizardKeys } from '../../wizard/use-wizard-keys.ts'
import { HazardNote, NextButton, WizardFoot } from '../../wizard/WizardFoot.tsx'
import { WizardFrame } from '../../wizard/WizardFrame.tsx'
import { ChangeProof } from './ChangeProof.tsx'
import { ClusterFacts } from './ClusterFacts.tsx'
import { ClusterStep } from './ClusterStep.tsx'
import { makesToken } from './join-text.ts'
import { MethodLater } from './MethodLater.tsx'
import styles from './NewBot.module.css'
import { stepOf } from './new-bot-steps.ts'
import { StorageStep } from './StorageStep.tsx'
import { TeleportSide } from './TeleportSide.tsx'
import { useChangeJoin, type ChangeJoinModel, type ChangeJoinOptions } from './use-change-join.ts'

/** The wizard of a new bot, opened for one that exists: cluster, proof, storage, check. */
export function ChangeJoin(options: ChangeJoinOptions) {
  const change = useChangeJoin(options)
  const { model, step, steps, next, back, go } = change
  useWizardKeys({
    onBack: back && (() => go(back)),
    onNext: next && (() => go(next)),
    onFinish() {
      if (step !== 'check') go('check')
      else if (!change.isTaken && !change.isWaiting) void change.end.review.run()
    },
  })
  return (
    <WizardFrame
      title={texts.titles[step]}
      lead={leadOf(change)}
      rail={<StepsRail steps={steps} current={step} onGo={go} />}
      side={
        <>
          {step === 'cluster' && <ClusterFacts model={model} />}
          {step === 'proof' && !model.isLocal && (
            <TeleportSide model={model} knownAs={change.isMove ? undefined : options.bot} />
          )}
          {step === 'proof' && <MethodLater isRenewable={model.methodKind?.isRenewable ?? true} />}
          <Patch before={model.wizard.base} after={model.wizard.text} />
        </>
      }
      foot={<Foot change={change} />}
    >
      {bodyOf(change)}
    </WizardFrame>
  )
}

function leadOf({ bot, step, model }: ChangeJoinModel): string {
  const isMade = makesToken(model.wizard.answers)
  if (step === 'proof' && isMade) return texts.leads.proofLocal
  if (step === 'storage' || (step === 'proof' && !model.isLocal)) return texts.leads[step]
  return isMade ? texts.changeLeadLocal(bot) : texts.changeLead(bot)
}

function bodyOf(change: ChangeJoinModel): ReactNode {
  const { bot, model, step, plan, go } = change
  switch (step) {
    case 'cluster':
      return (
        <>
          <ClusterStep model={model} runs={change.isMove ? texts.localRuns : texts.localHome(bot)} />
          {change.isMove && (
            <p className={styles.line}>
              <Glyph shape="triangle" tone="warn" label="Hazard" /> <span>{texts.moves}</span>
            </p>
          )}
        </>
      )
    case 'proof':
      return <ChangeProof change={change} />
    case 'storage':
      return <StorageStep model={model} />
    case 'check':
      return (
        <CheckStep
          problems={model.checked.problems}
          checked={model.checked}
          target={model.target}
          plan={plan}
          stepOf={(problem) => {
            const id = stepOf(problem)
            return id && id !== 'service' ? { id, title: texts.steps[id].title } : undefined
          }}
          onGo={go}
          files={[]}
          hrefOf={(problem) => configHref(bot, problem.path)}
        />
      )
    default:
      return assertNever(step)
  }
}

function Foot({ change }: { change: ChangeJoinModel }) {
  const { model, next, back, go, end, cancel, isTaken, isWaiting } = change
  return (
    <>
      {end.error && <FormError>{errorSentence(end.error.serialize())}</FormError>}
      <WizardFoot
        onBack={back && (() => go(back))}
        onCancel={cancel}
        note={isWaiting && <HazardNote>{texts.localMustRun}</HazardNote>}
      >
        <SaveDraftButton wizard={model.wizard} end={end} isOff={isWaiting} />
        {next === undefined ? (
          <ReviewPlanButton end={end} isOff={isTaken || isWaiting} rightSection={<Key>Ctrl ↵</Key>} />
        ) : (
          <NextButton to={texts.steps[next].title} onClick={() => go(next)} />
        )}
      </WizardFoot>
    </>
  )
}
