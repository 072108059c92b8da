import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { assertNever } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { FormError } from '../../components/FormError.tsx'
import { Key } from '../../components/Tag.tsx'
import { addServiceTexts } from '../../messages/add-service.ts'
import { destinationTexts } from '../../messages/destination.ts'
import { newBotTexts as texts } from '../../messages/new-bot.ts'
import { wizardTexts } from '../../messages/wizard.ts'
import { useIsLost } from '../../stores/connection-store.ts'
import { useToastStore } from '../../stores/toast-store.ts'
import { useWizardStore } from '../../stores/wizard-store.ts'
import { Patch } from '../../wizard/Patch.tsx'
import { KindFilter } from '../../wizard/service/KindPicker.tsx'
import { ServicePreview } from '../../wizard/service/ServicePreview.tsx'
import { StepsRail } from '../../wizard/StepsRail.tsx'
import { useCancel } from '../../wizard/use-cancel.ts'
import { useWizardKeys } from '../../wizard/use-wizard-keys.ts'
import { HazardNote, NextButton, WizardFoot } from '../../wizard/WizardFoot.tsx'
import { WizardFrame } from '../../wizard/WizardFrame.tsx'
import { CheckBotStep } from './CheckBotStep.tsx'
import { ClusterFacts } from './ClusterFacts.tsx'
import { ClusterStep } from './ClusterStep.tsx'
import { MethodLater } from './MethodLater.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { PasteRow } from './PasteRow.tsx'
import { ProofStep } from './ProofStep.tsx'
import { DetailsStep, KindStep } from './ServiceSteps.tsx'
import { StorageStep } from './StorageStep.tsx'
import { TeleportSide } from './TeleportSide.tsx'
import { useCreateBot } from './use-create-bot.ts'
import { useNewBot, wizardName, type NewBotModel } from './use-new-bot.ts'

/** The five steps to a bot: cluster, proof, storage, first service, check. */
export function NewBot({ startsLocal }: { startsLocal: boolean }) {
  const model = useNewBot(startsLocal)
  const create = useCreateBot(model)
  const [isPasting, setIsPasting] = useState(false)
  const { step, next, back } = model
  useWizardKeys({
    onBack: back && (() => model.goExactly(back)),
    onNext: next && (() => model.goExactly(next)),
    onFinish() {
      if (step !== 'check') model.goExactly('check')
      else if (canCreate(model) && !model.isUndecided && !create.isRunning) void create.run(true)
    },
  })
  return (
    <>
      <WizardFrame
        title={
          step === 'details'
            ? addServiceTexts.whichTitle(model.service.kind?.title ?? '')
            : texts.titles[step]
        }
        lead={leadOf(model)}
        aside={
          step === 'service' && (
            <KindFilter
              value={model.wizard.answers['filter'] ?? ''}
              onChange={(text) => model.wizard.answer('filter', text)}
            />
          )
        }
        rail={
          <StepsRail steps={model.steps} current={step === 'details' ? 'service' : step} onGo={model.go} />
        }
        side={step === 'service' ? undefined : <Side model={model} onPaste={() => setIsPasting(true)} />}
        foot={<Foot model={model} create={create} />}
      >
        {bodyOf(model, () => setIsPasting(true))}
      </WizardFrame>
      {isPasting && (
        <PasteDialog
          target={model.target}
          onClose={() => setIsPasting(false)}
          onUse={(found) => {
            model.takeImport(found.text)
            setIsPasting(false)
          }}
        />
      )}
    </>
  )
}

function leadOf({ step, isLocal }: NewBotModel): string {
  if (isLocal && step === 'cluster') return texts.leads.clusterLocal
  if (isLocal && step === 'proof') return texts.leads.proofLocal
  return texts.leads[step]
}

function bodyOf(model: NewBotModel, onPaste: () => void): ReactNode {
  switch (model.step) {
    case 'cluster':
      return <ClusterStep model={model} runs={texts.localRuns} onPaste={onPaste} />
    case 'proof':
      return <ProofStep model={model} />
    case 'storage':
      return <StorageStep model={model} />
    case 'service':
      return <KindStep model={model} />
    case 'details':
      return <DetailsStep model={model} />
    case 'check':
      return <CheckBotStep model={model} />
    default:
      return assertNever(model.step)
  }
}

function Side({ model, onPaste }: { model: NewBotModel; onPaste: () => void }) {
  const { step, wizard, isLocal, methodKind } = model
  return (
    <>
      {step === 'cluster' && <ClusterFacts model={model} />}
      {step === 'proof' && !isLocal && <TeleportSide model={model} />}
      {step === 'proof' && <MethodLater isRenewable={methodKind?.isRenewable ?? true} />}
      {step === 'details' && <ServicePreview service={model.service} destination={model.destination} />}
      <Patch
        before=""
        after={wizard.text}
        title={texts.sofar}
        note={texts.sofarNote}
        pending={pendingOf(model)}
      />
      {step === 'cluster' && !isLocal && <PasteRow onPaste={onPaste} />}
    </>
  )
}

/** What is still to come, and where it is asked. */
function pendingOf(model: NewBotModel): readonly { readonly key: string; readonly note: string }[] {
  const pending = [
    model.address === '' && { key: model.key, note: texts.pending.step(1) },
    model.key === 'auth_server' &&
      model.pins.length === 0 &&
      model.wizard.answers['pin'] !== 'without' && { key: 'ca_pins', note: texts.pending.pins },
    model.token === '' && { key: 'token', note: texts.pending.step(2) },
    model.service.type === undefined && { key: 'services', note: texts.pending.step(4) },
  ]
  return pending.filter((each) => each !== false)
}

function canCreate({ firstWrong, labelError, checked }: NewBotModel): boolean {
  const hasErrors = checked.problems.some((problem) => problem.severity === 'error')
  return checked.isCurrent && firstWrong === undefined && labelError === undefined && !hasErrors
}

interface FootProps {
  readonly model: NewBotModel
  readonly create: ReturnType<typeof useCreateBot>
}

function Foot({ model, create }: FootProps) {
  const { step, next, back, wizard, service } = model
  const [, navigate] = useLocation()
  const isLost = useIsLost()
  const cancel = useCancel(wizard, texts.cancelled, '/')
  const skipService = (): void => {
    const before = wizard.read()
    service.drop()
    model.goExactly('check')
    if (service.type === undefined) return
    const undo = (): void => wizard.set(before)
    useToastStore.getState().show({ tone: 'idle', text: texts.serviceSkipped, undo })
  }
  const keep = (): void => {
    useWizardStore.getState().keepForLater(wizardName)
    useToastStore.getState().show({ tone: 'ok', text: texts.keptForLater, href: '/new-bot' })
    navigate('/')
  }
  return (
    <>
      {create.error && <FormError>{errorSentence(create.error.serialize(), { bot: model.label })}</FormError>}
      <WizardFoot
        onBack={back && (() => model.goExactly(back))}
        onCancel={cancel}
        note={
          (step === 'details' || step === 'check') &&
          model.isUndecided && <HazardNote>{destinationTexts.undecided}</HazardNote>
        }
      >
        {(step === 'service' || step === 'details') && !service.isFixed ? (
          <Button size="sm" onClick={skipService}>
            {texts.skipService}
          </Button>
        ) : (
          step !== 'check' && (
            <Button size="sm" onClick={keep}>
              {wizardTexts.saveDraft}
            </Button>
          )
        )}
        {next === undefined ? (
          <CreateButtons model={model} create={create} isLost={isLost} />
        ) : (
          (step !== 'service' || service.type !== undefined) && (
            <NextButton to={nextTitle(next)} onClick={() => model.goExactly(next)} />
          )
        )}
      </WizardFoot>
    </>
  )
}

function nextTitle(next: NonNullable<NewBotModel['next']>): string {
  return next === 'details' ? texts.details : texts.steps[next].title
}

function CreateButtons({ model, create, isLost }: FootProps & { readonly isLost: boolean }) {
  const { firstWrong } = model
  if (firstWrong !== undefined)
    return (
      <NextButton to={texts.goToErrors(texts.steps[firstWrong].title)} onClick={() => model.go(firstWrong)} />
    )
  const isOff = isLost || !canCreate(model)
  return (
    <>
      <Button size="sm" disabled={isOff || create.isRunning} onClick={() => void create.run(false)}>
        {texts.create}
      </Button>
      <Button
        size="sm"
        variant="filled"
        disabled={isOff || model.isUndecided}
        loading={create.isRunning}
        rightSection={<Key>Ctrl ↵</Key>}
        onClick={() => void create.run(true)}
      >
        {texts.createAndStart}
      </Button>
    </>
  )
}
