import { lazy } from 'react'
import { BackToEditing } from '../features/plan/BackToEditing.tsx'
import { BotFrame } from '../features/bot/BotFrame.tsx'
import { OverviewTab } from '../features/bot/OverviewTab.tsx'
import { ServicesTab } from '../features/bot/ServicesTab.tsx'
import { useBot, useFleetStore } from '../stores/fleet-store.ts'
import { Page } from '../components/Page.tsx'
import { SkeletonLines } from '../components/Skeleton.tsx'
import { NotFound } from './NotFound.tsx'

const LogScreen = lazy(async () => ({ default: (await import('../features/log/LogScreen.tsx')).LogScreen }))
const ConfigurationScreen = lazy(async () => ({
  default: (await import('../features/configuration/ConfigurationScreen.tsx')).ConfigurationScreen,
}))

const PlanScreen = lazy(async () => ({
  default: (await import('../features/plan/PlanScreen.tsx')).PlanScreen,
}))
const ExportScreen = lazy(async () => ({
  default: (await import('../features/export/ExportScreen.tsx')).ExportScreen,
}))

interface BotRouteProps {
  readonly bot: string
  readonly tab: string | undefined
  readonly part: string | undefined
}

/** A bot's page: its head and tabs, with the tab's screen below. */
export function BotRoute({ bot: name, tab, part }: BotRouteProps) {
  const isKnown = useFleetStore((state) => state.view !== undefined)
  const bot = useBot(name)
  if (!isKnown)
    return (
      <Page>
        <SkeletonLines />
      </Page>
    )
  if (!bot) return <NotFound />
  switch (tab) {
    case undefined:
      return (
        <BotFrame bot={bot} tab="overview">
          <OverviewTab bot={bot} />
        </BotFrame>
      )
    case 'services':
      return (
        <BotFrame bot={bot} tab="services">
          <ServicesTab bot={bot} selected={part} />
        </BotFrame>
      )
    case 'config':
      return (
        <BotFrame bot={bot} tab="config" isFilled>
          <ConfigurationScreen bot={name} />
        </BotFrame>
      )
    case 'plan':
      return (
        <BotFrame bot={bot} tab="config" isFilled actions={<BackToEditing bot={name} />}>
          <PlanScreen key={name} bot={name} />
        </BotFrame>
      )
    case 'export':
      return (
        <BotFrame bot={bot} tab="export" isFilled>
          <ExportScreen key={name} bot={name} />
        </BotFrame>
      )
    case 'log':
      return (
        <BotFrame bot={bot} tab="log" isFilled>
          <LogScreen bot={name} />
        </BotFrame>
      )
    default:
      return <NotFound />
  }
}
