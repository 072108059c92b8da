import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultPreferences } from '../../shared/contract/requests.ts'
import { FakeClient } from '../testing/fake-client.ts'
import { announce, useAnnouncerStore } from './announcer-store.ts'
import { loadPreferences, usePreferencesStore } from './preferences-store.ts'
import { useToastStore } from './toast-store.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('preferences', () => {
  it('are read at the start and written once after several changes', async () => {
    const kept = { ...defaultPreferences, scheme: 'dark' as const }
    const client = new FakeClient({
      'app:read-preferences': () => kept,
      'app:write-preferences': () => undefined,
    })
    await loadPreferences(client, 100)
    expect(usePreferencesStore.getState().preferences.scheme).toBe('dark')
    usePreferencesStore.getState().change({ utc: true })
    usePreferencesStore.getState().change({ sidebarWidth: 240 })
    vi.advanceTimersByTime(500)
    expect(client.sent.slice(1)).toEqual([
      { name: 'app:write-preferences', request: { preferences: { ...kept, utc: true, sidebarWidth: 240 } } },
    ])
  })

  it('stay at their defaults when the backend cannot give them', async () => {
    usePreferencesStore.setState({ preferences: defaultPreferences })
    await loadPreferences(new FakeClient(), 100)
    expect(usePreferencesStore.getState().preferences).toEqual(defaultPreferences)
  })
})

it('announces at most once in five seconds and joins what waited', () => {
  vi.setSystemTime(100_000)
  announce('one')
  vi.advanceTimersByTime(0)
  expect(useAnnouncerStore.getState().polite).toBe('one')
  announce('two')
  announce('three')
  vi.advanceTimersByTime(4999)
  expect(useAnnouncerStore.getState().polite).toBe('one')
  vi.advanceTimersByTime(1)
  expect(useAnnouncerStore.getState().polite).toBe('two. three')
})

it('keeps the newest fifty notices', () => {
  for (let index = 0; index < 60; index++) useToastStore.getState().note({ tone: 'ok', text: `${index}` })
  const { notices } = useToastStore.getState()
  expect([notices.length, notices[0]?.text]).toEqual([50, '59'])
})
