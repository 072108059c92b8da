import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { Plan, PlannedService } from '../../../shared/config/plan/model.ts'
import { formatTimeExact } from '../../../shared/messages/format.ts'
import { configHref, configLineHref } from '../../bots/config-href.ts'
import { Glyph } from '../../components/Glyph.tsx'
import { Icon } from '../../components/icons/Icon.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Tag } from '../../components/Tag.tsx'
import { InlineCode } from '../../components/InlineCode.tsx'
import { planTexts as texts } from '../../messages/plan.ts'
import { severityLooks, stateLooks, type StateLook } from '../../messages/states.ts'
import { PlannedFiles } from './PlannedFiles.tsx'
import styles from './Plan.module.css'
import { PlanRow, PlanSection } from './PlanSection.tsx'
import type { Result } from './use-result.ts'

interface PlanListProps {
  readonly bot: string
  readonly plan: Plan
  readonly result: Result | undefined
}

/** Errors first, then services, files, join, hazards and what is not known. */
export function PlanList({ bot, plan, result }: PlanListProps) {
  return (
    <>
      {plan.errors.length > 0 && (
        <PlanSection title={texts.errors}>
          <ul>
            {plan.errors.map((error) => (
              <Finding
                key={`${error.code} ${error.path} ${error.line}`}
                bot={bot}
                severity="error"
                finding={error}
              />
            ))}
          </ul>
        </PlanSection>
      )}
      {plan.errors.length === 0 && <Changes plan={plan} result={result} />}
      {plan.hazards.length > 0 && (
        <PlanSection title={texts.hazards}>
          <ul>
            {plan.hazards.map((hazard) => (
              <Finding
                key={`${hazard.code} ${hazard.path} ${hazard.message}`}
                bot={bot}
                severity="hazard"
                finding={hazard}
              />
            ))}
          </ul>
        </PlanSection>
      )}
      {plan.unknown.length > 0 && (
        <PlanSection title={texts.unknown}>
          <ul>
            {plan.unknown.map((each) => (
              <PlanRow key={each} mark={<Glyph shape="unknown" tone="idle" />} title={each} />
            ))}
          </ul>
        </PlanSection>
      )}
    </>
  )
}

/** Services, files and the join: not told while there are errors, because none of it could happen. */
function Changes({ plan, result }: Pick<PlanListProps, 'plan' | 'result'>) {
  return (
    <>
      <PlanSection title={texts.services}>
        {plan.services.length === 0 ? (
          <p className={styles.quiet}>{texts.noServices}</p>
        ) : (
          <ul>
            {result?.isRunning
              ? plan.services.map((service) => (
                  <ServiceResult key={service.name} service={service} result={result} />
                ))
              : plannedRows(plan)}
          </ul>
        )}
      </PlanSection>
      <PlannedFiles files={plan.files} />
      <PlanSection title={texts.join}>
        <ul>
          <PlanRow
            mark={<Icon name="key" />}
            title={plan.join.needsToken ? texts.needsToken : texts.noToken}
            text={withoutRepeat(plan.join.reason)}
          />
        </ul>
      </PlanSection>
    </>
  )
}

/** The title says already that none is needed. */
function withoutRepeat(reason: string): string {
  const rest = reason.replace(/^No token needed[:.]\s*/, '')
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

const changeLooks: Readonly<Record<PlannedService['change'], Pick<StateLook, 'shape' | 'tone'>>> = {
  start: { shape: 'ring-dot', tone: 'busy' },
  restart: { shape: 'ring-dot', tone: 'busy' },
  stop: { shape: 'square', tone: 'idle' },
  none: { shape: 'tick', tone: 'ok' },
}

/** Services that change, each with its reasons; those that do not share one line. */
function plannedRows(plan: Plan) {
  const unchanged = plan.services.filter((service) => service.change === 'none')
  const words = {
    start: texts.starts,
    restart: texts.restarts,
    stop: texts.stops,
    none: '',
  } satisfies Record<PlannedService['change'], string>
  const calm = plan.restartsBot
    ? unchanged.length === 1
      ? texts.renewOnceOne
      : texts.renewOnce
    : unchanged.length === 1
      ? texts.untouchedOne
      : texts.untouched
  return (
    <>
      {plan.services
        .filter((service) => service.change !== 'none')
        .map(({ name, change, reasons }) => (
          <PlanRow
            key={name}
            mark={<Glyph {...changeLooks[change]} />}
            title={name}
            text={words[change]}
            aside={<Tag>{texts.changeWords[change]}</Tag>}
          >
            {reasons.length > 0 && (
              <ul className={styles.reasons}>
                {reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </PlanRow>
        ))}
      {unchanged.length > 0 && (
        <PlanRow
          mark={<Glyph {...changeLooks.none} />}
          title={unchanged.map(({ name }) => name).join(', ')}
          text={calm}
          aside={<Tag>{texts.changeWords.none}</Tag>}
        />
      )}
    </>
  )
}

/** The same line with what became of it. */
function ServiceResult({ service, result }: { service: PlannedService; result: Result }) {
  const now = result.serviceNow(service.name)
  if (service.change === 'stop')
    return (
      <PlanRow
        mark={<Glyph shape="square" tone="idle" />}
        title={service.name}
        text={texts.stops}
        aside={<Tag>{texts.isGone}</Tag>}
      />
    )
  const state = now?.state ?? 'starting'
  const told =
    now?.reason ??
    (now?.provenAt === undefined ? texts.startsAgain : texts.proven(formatTimeExact(now.provenAt)))
  return (
    <PlanRow
      mark={<StateGlyph state={state} />}
      title={service.name}
      text={told}
      aside={<Tag>{stateLooks[state].word}</Tag>}
    />
  )
}

interface FindingProps {
  readonly bot: string
  readonly severity: 'error' | 'hazard'
  readonly finding: Plan['hazards'][number]
}

function Finding({ bot, severity, finding }: FindingProps) {
  const { shape, tone, word } = severityLooks[severity]
  const { line, path } = finding
  const href =
    line === undefined
      ? path === ''
        ? undefined
        : configHref(bot, path)
      : configLineHref(bot, { ...finding, line })
  return (
    <PlanRow
      mark={<Glyph shape={shape} tone={tone} label={word} />}
      title={<InlineCode text={finding.message} />}
      {...(path === '' ? {} : { text: <code>{path}</code> })}
    >
      {href !== undefined && (
        <Button className={styles.goTo} component={Link} href={href}>
          {line === undefined ? texts.goToPlace : texts.goToLine(line)}
        </Button>
      )}
    </PlanRow>
  )
}
