import type { ErrorCode, SerializedError } from '../../shared/errors.ts'
import { Details, stillWorks, type ErrorPlace, type Explanation } from './error-advice.ts'
import { explainClusterError } from './errors-cluster.ts'
import { explainDestinationError } from './errors-destination.ts'
import { explainJoinError } from './errors-join.ts'

/** The text for an error: by its code, with the names and numbers its details carry. */
export function explainError(error: SerializedError, place: ErrorPlace = {}): Explanation {
  const details = new Details(error)
  const known =
    explainJoinError(error, details, place) ??
    explainDestinationError(error, details, place) ??
    explainClusterError(error, details, place)
  return known ?? explainOther(error.code, error, details, place)
}

/** The short form for a row or a field: only what happened. */
export function errorSentence(error: SerializedError, place: ErrorPlace = {}): string {
  return explainError(error, place).happened
}

function explainOther(
  code: ErrorCode,
  error: SerializedError,
  details: Details,
  place: ErrorPlace,
): Explanation {
  const path = details.get(['path', 'configPath'], 'the file')
  const bot = details.get(['bot', 'name'], place.bot ?? 'the bot')
  switch (code) {
    case 'config.unreadable':
      return {
        happened: `${path} cannot be read.`,
        meaning: 'Nothing was changed. A bot that runs keeps the configuration it was started with.',
        advice: [{ title: 'Check the path', text: `It must exist and be readable. Said: ${error.message}.` }],
      }
    case 'config.invalid':
      return {
        happened: `The configuration has errors that tbot refuses${details.has('line') ? `, the first in line ${details.get('line')}` : ''}.`,
        meaning: 'The bot cannot start with it. Files it wrote before are not affected.',
        advice: [
          {
            title: 'Open the configuration',
            text: 'Each problem is listed there with its line and, where there is one, its fix.',
          },
        ],
      }
    case 'config.changed-on-disk':
      return {
        happened: `${path} was changed outside Botdesk since it was opened.`,
        meaning: 'Nothing was written, so neither version is lost.',
        advice: [{ title: 'Compare both versions', text: 'Take theirs, or keep yours and apply again.' }],
      }
    case 'bot.unknown':
      return {
        happened: `There is no bot ${bot}.`,
        meaning: 'It may have been removed in another window.',
        advice: [{ title: 'Show all bots', text: 'The list is always current.' }],
      }
    case 'bot.exists':
      return {
        happened: `Botdesk has a bot ${bot} already.`,
        meaning: 'Nothing was added. Two bots on one file would share storage and lock each other out.',
        advice: [{ title: 'Use another name', text: 'Or open the bot that is there.' }],
      }
    case 'bot.running':
      return {
        happened: `${bot} runs already.`,
        meaning: 'Nothing was changed.',
        advice: [{ title: 'Stop it first', text: 'Its files stay valid while it is stopped.' }],
      }
    case 'bot.not-running':
      return {
        happened: `${bot} does not run.`,
        meaning: 'Only a running bot can renew.',
        advice: [{ title: 'Start it', text: 'It renews at once when it starts.' }],
      }
    case 'clock.skew':
      return {
        happened: 'This computer’s clock differs from the cluster’s.',
        meaning: 'New certificates can look not yet valid here.',
        advice: [
          {
            title: 'Set the clock',
            text: 'Switch on time synchronisation.',
            command: { code: 'sudo timedatectl set-ntp true', where: 'on this computer' },
          },
        ],
      }
    case 'credential.short-grant':
      return {
        happened: `Asked for ${details.get('requested', 'a longer life')}, got ${details.get('granted', 'less')}.`,
        meaning: 'Renewal was moved forward so that there is no gap.',
        advice: [
          { title: 'Lower renewal_interval', text: 'Or ask for a longer max_session_ttl of the role.' },
        ],
      }
    case 'credential.malformed':
      return {
        happened: `${details.get('artifact', 'This file')} could not be understood.`,
        meaning: `It is not a certificate, key or identity file Botdesk knows. Said: ${error.message}.`,
        advice: [{ title: 'Renew now', text: 'The set is written again and read back.' }],
      }
    case 'credential.proof-failed':
      return {
        happened: 'The files were read back and did not prove right.',
        meaning: `${error.message}. ${stillWorks(place)}`,
        advice: [{ title: 'Renew now', text: 'A new set is written and verified.' }],
      }
    case 'credential.expired':
      return {
        happened: `The certificate ended${details.has('expiredAt') ? '' : ' before it could be renewed'}.`,
        meaning: 'Readers have no access with the files on disk.',
        advice: [{ title: 'Renew now', text: 'If that fails, the reason is shown here.' }],
      }
    case 'service.not-supported':
      return {
        happened: `Botdesk does not run services of the type ${details.get('type', 'in this file')} yet.`,
        meaning: 'The other services of this bot run. tbot itself can run this one.',
        advice: [{ title: 'Run it with tbot', text: 'The same file works unchanged.' }],
      }
    case 'service.not-found':
      return {
        happened: `The cluster has no ${details.get(['application', 'app', 'name', 'service'], 'resource of that name')}.`,
        meaning: 'Either it does not exist, or none of the bot’s roles may see it.',
        advice: [
          {
            title: 'Compare the name',
            text: 'Look at it on the cluster.',
            command: { code: 'tctl get apps', where: 'on the Teleport side' },
          },
        ],
      }
    case 'service.hung':
      return {
        happened: `${place.service ?? 'A service'} did not answer in time and was started again.`,
        meaning: stillWorks(place),
        advice: [
          { title: 'Look at the log', text: 'The last lines before it stopped tell where it waited.' },
        ],
      }
    case 'diagnostics.port-in-use':
      return {
        happened: `${details.get('address', 'The health address')} is taken${details.has('pid') ? ` by process ${details.get('pid')}` : ''}.`,
        meaning: 'The bot runs and renews. Only its health address is missing; it is tried again every 10 s.',
        advice: [{ title: 'Use another port', text: 'Change diag_addr in the configuration.' }],
      }
    case 'diagnostics.address-malformed':
      return {
        happened: `${details.get('address', 'diag_addr')} is not an address to listen on.`,
        meaning: 'The bot runs and renews without its health address.',
        advice: [{ title: 'Write host and port', text: 'For example 127.0.0.1:3001.' }],
      }
    case 'bridge.lost':
      return {
        happened: 'The connection to Botdesk’s engine was lost.',
        meaning: 'Bots run on. What was asked may or may not have happened.',
        advice: [{ title: 'Wait for it', text: 'This page connects again by itself.' }],
      }
    case 'bridge.refused':
    case 'bridge.bad-request':
    case 'usage.bad-argument':
      return {
        happened: `Botdesk refused this: ${error.message}.`,
        meaning: 'Nothing was changed.',
        advice: [{ title: 'Look at the value', text: 'The sentence above names what was wrong with it.' }],
      }
    case 'internal.not-supported':
      return {
        happened: `This is not available here: ${error.message}.`,
        meaning: 'Nothing was changed.',
        advice: [],
      }
    case 'internal.unexpected':
      return {
        happened: 'Something Botdesk did not expect happened.',
        meaning: `${error.message}. ${place.service ? stillWorks(place) : 'Other bots are not affected.'}`,
        advice: [{ title: 'Look at the log', text: 'The lines around this moment say more.' }],
      }
    default:
      return fallback(error)
  }
}

function fallback(error: SerializedError): Explanation {
  return { happened: `${error.message}.`, meaning: 'Nothing else is known about it.', advice: [] }
}
