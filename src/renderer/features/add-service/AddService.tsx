import { useState, type ReactNode } from 'react'
import { assertNever } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/messages/errors.ts'
import { configHref } from '../../bots/config-href.ts'
import { FormError } from '../../components/FormError.tsx'
import { Key } from '../../components/Tag.tsx'
import { addServiceTexts as texts } from '../../messages/add-service.ts'
import { destinationTexts } from '../../messages/destination.ts'
import { CheckStep } from '../../wizard/check/CheckStep.tsx'
import { AccessTable } from '../../wizard/destination/AccessTable.tsx'
import { DestinationForm } from '../../wizard/destination/DestinationForm.tsx'
import { ReviewPlanButton, SaveDraftButton } from '../../wizard/DraftEnds.tsx'
import { Patch } from '../../wizard/Patch.tsx'
import { CopyService } from '../../wizard/service/CopyService.tsx'
import { KindFilter, KindPicker } from '../../wizard/service/KindPicker.tsx'
import { ServiceFields } from '../../wizard/service/ServiceFields.tsx'
import { ServicePreview } from '../../wizard/service/ServicePreview.tsx'
import { StepsRail } from '../../wizard/StepsRail.tsx'
import { useWizardKeys } from '../../wizard/use-wizard-keys.ts'
import { HazardNote, NextButton, WizardFoot } from '../../wizard/WizardFoot.tsx'
import { WizardFrame } from '../../wizard/WizardFrame.tsx'
import { useAddService, type AddServiceModel, type AddServiceOptions } from './use-add-service.ts'

/** The four steps: what for, which one, where to, check. */
export function AddService(options: AddServiceOptions) {
  const model = useAddService(options)
  const [filter, setFilter] = useState('')
  const { wizard, step, go, next, back, service, destination } = model
  const finish = (): void => {
    if (step === 'check') void model.end.review.run()
    else go('check')
  }
  useWizardKeys({
    onBack: back && (() => go(back)),
    onNext: next && (() => go(next)),
    onFinish: finish,
  })
  const head = headOf(model, options.bot)
  return (
    <WizardFrame
      title={head.title}
      lead={head.lead}
      aside={step === 'what' && <KindFilter value={filter} onChange={setFilter} />}
      rail={<StepsRail steps={model.steps} current={step} onGo={go} />}
      side={
        step !== 'what' && (
          <>
            {step !== 'check' && <ServicePreview service={service} destination={destination} />}
            <Patch before={wizard.base} after={wizard.text} />
            {step === 'where' && service.hasDestination && destination.type === 'directory' && (
              <AccessTable destination={destination} />
            )}
          </>
        )
      }
      foot={<Foot model={model} />}
    >
      {bodyOf(model, filter, () => setFilter(''))}
    </WizardFrame>
  )
}

function headOf(model: AddServiceModel, bot: string): { readonly title: string; readonly lead: string } {
  const { step, service, title } = model
  switch (step) {
    case 'what':
      return { title: texts.whatTitle(bot), lead: texts.whatLead }
    case 'which':
      return {
        title: texts.whichTitle(service.kind?.title ?? texts.steps.which.title),
        lead: texts.whichLead,
      }
    case 'where':
      return service.hasDestination
        ? { title: texts.whereTitle, lead: texts.whereLead }
        : { title: texts.whereNoneTitle, lead: '' }
    case 'check':
      return { title: texts.checkTitle(title), lead: texts.checkLead }
    default:
      return assertNever(step)
  }
}

function bodyOf(model: AddServiceModel, filter: string, clearFilter: () => void): ReactNode {
  const { wizard, service, destination, shown, step, go } = model
  switch (step) {
    case 'what':
      return (
        <KindPicker
          kinds={service.kinds}
          target={service.target}
          filter={filter}
          value={service.type}
          isFixed={service.isFixed}
          onPick={service.pick}
          onSubmit={() => go('which')}
          onClearFilter={clearFilter}
        />
      )
    case 'which':
      return <ServiceFields wizard={wizard} service={service} problems={shown} onFix={model.checked.fix} />
    case 'where':
      return service.hasDestination ? (
        <DestinationForm
          wizard={service.wizard}
          place={service.place}
          destination={destination}
          problems={shown}
          onFix={model.checked.fix}
        />
      ) : (
        <p>{destinationTexts.noneText}</p>
      )
    case 'check':
      return (
        <CheckStep
          problems={model.checked.problems}
          checked={model.checked}
          target={service.target}
          plan={model.plan}
          stepOf={(problem) => {
            const id = model.stepOf(problem)
            return id && { id, title: texts.steps[id].title }
          }}
          onGo={(id) => go(id)}
          files={model.destination.files}
          hrefOf={(problem) => configHref(model.bot, problem.path)}
        />
      )
    default:
      return assertNever(step)
  }
}

function Foot({ model }: { model: AddServiceModel }) {
  const { step, back, next, go, cancel, end, wizard, destination } = model
  return (
    <>
      {end.error && <FormError>{errorSentence(end.error.serialize())}</FormError>}
      <WizardFoot
        onBack={back && (() => go(back))}
        onCancel={cancel}
        note={
          step === 'what' ? (
            <CopyService service={model.service} onCopied={() => go('which')} />
          ) : (
            destination.isUndecided && <HazardNote>{destinationTexts.undecided}</HazardNote>
          )
        }
      >
        {step !== 'what' && <SaveDraftButton wizard={wizard} end={end} />}
        {next === undefined ? (
          <ReviewPlanButton end={end} rightSection={<Key>Ctrl ↵</Key>} />
        ) : (
          <NextButton to={texts.steps[next].title} onClick={() => go(next)} />
        )}
      </WizardFoot>
    </>
  )
}
