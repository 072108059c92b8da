import { act, render, screen } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { Link, Router, useLocation, useSearch } from 'wouter'
import { currentRoute, navigate, useHashLocation } from './hash-location.ts'

function Place() {
  const [path] = useLocation()
  const search = useSearch()
  return (
    <>
      <p>{`${path} and ${search}`}</p>
      <Link href="/log">Log</Link>
    </>
  )
}

beforeEach(() => {
  navigate('/', { replace: true })
  render(
    // oxlint-disable-next-line react/hooks -- wouter takes its location hook as a value
    <Router hook={useHashLocation}>
      <Place />
    </Router>,
  )
})

it('keeps path and query behind the hash', () => {
  act(() => navigate('/bots?state=stopped'))
  expect(screen.getByText('/bots and state=stopped')).toBeDefined()
  expect(location.hash).toBe('#/bots?state=stopped')
  expect(location.search).toBe('')
})

it('forgets the query when the next place has none', () => {
  act(() => navigate('/bots?state=stopped'))
  act(() => screen.getByRole('link', { name: 'Log' }).click())
  expect(currentRoute()).toBe('/log')
})
