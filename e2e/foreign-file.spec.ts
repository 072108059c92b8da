import { generateKeyPairSync } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './botdesk.ts'
import { AddServicePage } from './pages/add-service-page.ts'
import { expectGoodLook } from './pages/look.ts'
import { PlanPage } from './pages/plan-page.ts'
import { WelcomePage } from './pages/welcome-page.ts'

/** A folder in which somebody keeps a key of his own and a certificate, under names that a service writes. */
function ownFiles(home: string): { folder: string; key: Buffer; certificate: Buffer; keyBody: string } {
  const folder = join(home, 'own-tls')
  mkdirSync(folder, { mode: 0o700 })
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const certificate = readFileSync(join(home, 'bots/demo-bot/out/grafana-example/tlscert'))
  writeFileSync(join(folder, 'key'), pem, { mode: 0o640 })
  writeFileSync(join(folder, 'tlscert'), certificate, { mode: 0o644 })
  return { folder, key: Buffer.from(pem), certificate, keyBody: pem.split('\n')[1] ?? '' }
}

test('files of somebody else are seen, not touched before the decision, and kept byte for byte after it', async ({
  page,
  botdesk,
}) => {
  test.setTimeout(180_000)
  await botdesk.open(page)
  await new WelcomePage(page).runTrial()
  const { folder, key, certificate, keyBody } = ownFiles(botdesk.home)
  const openDestination = () =>
    page.evaluate(() => void (location.hash = '#/bots/demo-bot/services/grafana-example/destination'))
  await openDestination()
  const wizard = new AddServicePage(page)
  await wizard.folder.fill(folder)
  const foreign = page.getByRole('region', { name: 'There are 2 files Botdesk did not write' })
  await expect(foreign).toContainText('They will not be touched until you decide.')
  await expect(page.getByText('1 hazard, not decided')).toBeVisible()

  await foreign.getByRole('button', { name: 'Show' }).click()
  await expect(foreign.getByText('0640')).toBeVisible()
  await expect(foreign.getByText(/grafana-example/).first()).toBeVisible()
  await expect(foreign.getByText('Private key', { exact: false }).first()).toBeVisible()
  expect(await page.content()).not.toContain(keyBody)
  await expectGoodLook(page)

  const plan = new PlanPage(page)
  await page.getByRole('button', { name: 'Review plan' }).click()
  await expect(plan.verdict).toHaveText('Cannot be applied yet: 2 files are not decided')
  await expect(page.getByRole('button', { name: /^Apply now/ })).toHaveCount(0)
  await expectGoodLook(page)
  expect(readdirSync(folder).toSorted()).toEqual(['key', 'tlscert'])
  await page.getByRole('link', { name: 'Decide about 2 files' }).click()

  await foreign.getByRole('button', { name: 'Take over, keep copies' }).dblclick()
  const taken = page.getByRole('region', { name: '2 files are taken over' })
  await expect(taken).toBeFocused()
  await expect(page.getByText('1 hazard, not decided')).toHaveCount(0)
  await expectGoodLook(page)
  expect(readFileSync(join(folder, 'key'))).toEqual(key)
  await page.reload()
  await expect(taken).toContainText('key.before-botdesk')

  await page.getByRole('button', { name: 'Review plan' }).click()
  await expect(plan.verdict).toHaveText('One service restarts, nothing stops')
  await plan.apply()
  await expect(plan.happened.getByText('All 2 services are healthy')).toBeVisible({ timeout: 45_000 })
  expect(readFileSync(join(folder, 'key.before-botdesk'))).toEqual(key)
  expect(readFileSync(join(folder, 'tlscert.before-botdesk'))).toEqual(certificate)
  expect(lstatSync(join(folder, 'key.before-botdesk')).mode & 0o7777).toBe(0o640)
  expect(lstatSync(join(folder, 'key')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(folder, 'key'))).not.toEqual(key)

  await openDestination()
  await expect(
    page.getByRole('list', { name: 'Checks of the folder' }).getByText('No file in the way'),
  ).toBeVisible()
  await expect(taken).toHaveCount(0)
})
