import type { SerializedError } from '../../shared/errors.ts'
import type { Advice, Details, ErrorPlace, Explanation } from './error-advice.ts'

const teleportSide = 'on the Teleport side'

function newToken(bot: string): Advice {
  return {
    title: 'Join with a new token',
    text: 'Make one on the cluster, then put it into onboarding.token of the configuration.',
    command: { code: `tctl bots instances add ${bot}`, where: teleportSide },
  }
}

/** Texts for joining and for the bot's own identity. */
export function explainJoinError(
  error: SerializedError,
  details: Details,
  place: ErrorPlace,
): Explanation | undefined {
  const bot = details.get(['bot', 'botName'], place.bot ?? 'NAME')
  switch (error.code) {
    case 'join.ca-pin-mismatch':
      return {
        happened: `The server at ${details.get('address', 'this address')} is not the one you pinned. It shows ${details.get('shown', 'another authority')}.`,
        meaning:
          'Botdesk did not send the token. Either the cluster’s authority was rotated, or someone else answers at this address.',
        advice: [
          {
            title: 'Compare the pin',
            text: 'If the cluster prints the one shown here, put it into onboarding.ca_pins.',
            command: { code: 'tctl status', where: teleportSide },
          },
        ],
      }
    case 'join.ca-pin-malformed':
      return {
        happened: `${details.get(['pin', 'value'], 'A value in onboarding.ca_pins')} is not a CA pin.`,
        meaning: 'The bot did not connect, because it could not check the server.',
        advice: [
          {
            title: 'Copy the pin again',
            text: 'It reads sha256: and 64 digits of 0–9 and a–f.',
            command: { code: 'tctl status', where: teleportSide },
          },
        ],
      }
    case 'join.token-expired':
      return {
        happened: 'The cluster refused the token: it expired.',
        meaning: 'The token proves nothing any more. Existing files are not affected.',
        advice: [newToken(bot)],
      }
    case 'join.token-used':
      return {
        happened: 'This token was already used by another join.',
        meaning: 'Tokens of this kind work once. If that was not you, someone has your token.',
        advice: [
          newToken(bot),
          {
            title: 'Look at who joined',
            text: 'Each instance of the bot is listed with its host and time.',
            command: { code: `tctl bots instances list ${bot}`, where: teleportSide },
          },
        ],
      }
    case 'join.token-unknown':
      return {
        happened: 'The cluster does not know this token.',
        meaning: 'Often a copy mistake, a token of another cluster, or one that was removed after its use.',
        advice: [newToken(bot)],
      }
    case 'join.token-missing':
      return {
        happened: 'There is no join token and no earlier identity to renew.',
        meaning: 'The bot cannot prove who it is, so it did not connect.',
        advice: [newToken(bot)],
      }
    case 'join.method-not-supported':
      return {
        happened: `Botdesk cannot join with the method ${details.get(['method', 'joinMethod'], 'in this file')} yet.`,
        meaning: 'The bot did not connect. The file is kept as it is and works with tbot.',
        advice: [
          {
            title: 'Use a token',
            text: 'Set onboarding.join_method to token, with a token made on the cluster.',
          },
        ],
      }
    case 'join.refused':
      return {
        happened: 'The cluster refused the join.',
        meaning: `It said: ${error.message}. Existing files are not affected.`,
        advice: [newToken(bot)],
      }
    default:
      return explainIdentityError(error, details, bot)
  }
}

function explainIdentityError(
  error: SerializedError,
  details: Details,
  bot: string,
): Explanation | undefined {
  const unlock: Advice = {
    title: 'Lift the lock, then join anew',
    text: 'First find the copy of this bot’s storage and stop it. Then remove the lock on the cluster.',
    command: { code: `tctl get locks\ntctl rm lock/ID\ntctl bots instances add ${bot}`, where: teleportSide },
  }
  switch (error.code) {
    case 'identity.generation-mismatch':
      return {
        happened: details.has('expected')
          ? `The cluster locked this bot: it expected certificate generation ${details.get('expected')} and got ${details.get(['got', 'actual', 'found'], 'another')}.`
          : 'The cluster locked this bot: its certificate generation did not match.',
        meaning:
          'Two copies of this bot’s storage were used, or an answer was lost in a crash. There are no new certificates until the lock is lifted.',
        advice: [unlock],
      }
    case 'identity.locked':
      return {
        happened: 'The cluster locked this bot.',
        meaning:
          'There are no new certificates until the lock is lifted. Files on disk may be refused already.',
        advice: [unlock],
      }
    case 'identity.expired':
      return {
        happened: 'The bot’s own identity ended before it could be renewed.',
        meaning: 'It cannot renew any more and has to join again.',
        advice: [newToken(bot)],
      }
    case 'identity.corrupt':
      return {
        happened: 'The bot’s own identity on disk could not be used.',
        meaning: `It did not prove right: ${error.message}.`,
        advice: [newToken(bot)],
      }
    default:
      return undefined
  }
}
