import { stillWorks, type Details, type ErrorTexts } from './error-advice.ts'
import { formatSpan } from './format.ts'

/** The cluster's clock minus this one: positive means this computer is behind. */
function skewText(details: Details): string {
  const skewMs = Number(details.get('skewMs', '0'))
  if (skewMs === 0) return 'differs from'
  return `is ${formatSpan(Math.abs(skewMs))} ${skewMs > 0 ? 'behind' : 'ahead of'}`
}

/** Texts for credentials, services, clocks and health addresses. */
export const credentialTexts = {
  'clock.skew': ({ details }) => ({
    happened: `This computer’s clock ${skewText(details)} the cluster’s.`,
    meaning: 'New certificates can look not yet valid here.',
    advice: [
      {
        title: 'Set the clock',
        text: 'Switch on time synchronisation.',
        command: { code: 'sudo timedatectl set-ntp true', where: 'on this computer' },
      },
    ],
  }),
  'credential.short-grant': ({ details }) => ({
    happened: `Asked for ${details.span('requestedMs', 'a longer life')}, got ${details.span('grantedMs', 'less')}.`,
    meaning: `Renewal was moved forward${details.has('renewAfterMs') ? `, to every ${details.span('renewAfterMs', '')},` : ''} so that there is no gap.`,
    advice: [
      {
        title: `Set renewal_interval to ${details.span('renewAfterMs', 'less than the life')}`,
        text: 'The file then says what happens. Or ask for a longer max_session_ttl of the role.',
      },
    ],
  }),
  'credential.malformed': (c) => ({
    happened: `${c.details.get('artifact', 'This file')} could not be understood.`,
    meaning: `It is not a certificate, key or identity file Botdesk knows. Said: ${c.error.message}.`,
    advice: [{ title: 'Renew now', text: 'The set is written again and read back.' }],
  }),
  'credential.proof-failed': (c) => ({
    happened: 'The files were read back and did not prove right.',
    meaning: `${c.error.message}. ${stillWorks(c.place)}`,
    advice: [{ title: 'Renew now', text: 'A new set is written and verified.' }],
  }),
  'credential.expired': (c) => ({
    happened: `The certificate ended${c.details.has('expiredAt') ? '' : ' before it could be renewed'}.`,
    meaning: 'Readers have no access with the files on disk.',
    advice: [{ title: 'Renew now', text: 'If that fails, the reason is shown here.' }],
  }),
  'service.not-supported': (c) => ({
    happened: `Botdesk does not run services of the type ${c.details.get('type', 'in this file')} yet.`,
    meaning: 'The other services of this bot run. tbot itself can run this one.',
    advice: [{ title: 'Run it with tbot', text: 'The same file works unchanged.' }],
  }),
  'service.not-found': (c) => ({
    happened: c.details.has('service')
      ? `There is no service ${c.details.get('service')}.`
      : `The cluster has no application ${c.details.get(['application', 'app', 'name'], 'of that name')} for this bot.`,
    meaning: 'Either it does not exist, or none of the bot’s roles may see it.',
    advice: [
      {
        title: 'Compare the name',
        text: 'Look at it on the cluster.',
        command: { code: 'tctl get apps', where: 'on the Teleport side' },
      },
    ],
  }),
  'service.hung': (c) => ({
    happened: `${c.place.service ?? 'A service'} did not answer in time and was started again.`,
    meaning: stillWorks(c.place),
    advice: [{ title: 'Look at the log', text: 'The last lines before it stopped tell where it waited.' }],
  }),
  'diagnostics.port-in-use': (c) => ({
    happened: `${c.details.get('address', 'The health address')} is taken${c.details.has('pid') ? ` by process ${c.details.get('pid')}` : ''}.`,
    meaning: 'The bot runs and renews. Only its health address is missing; it is tried again every 10 s.',
    advice: [{ title: 'Use another port', text: 'Change diag_addr in the configuration.' }],
  }),
  'diagnostics.address-malformed': (c) => ({
    happened: `${c.details.get('address', 'diag_addr')} is not an address to listen on.`,
    meaning: 'The bot runs and renews without its health address.',
    advice: [{ title: 'Write host and port', text: 'For example 127.0.0.1:3001.' }],
  }),
} satisfies ErrorTexts
