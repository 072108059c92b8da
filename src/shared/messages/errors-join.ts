import type { Advice, ErrorContext, ErrorTexts } from './error-advice.ts'

const teleportSide = 'on the Teleport side'

/** Ways to a new token: on a Teleport cluster and, on a terminal, in the local one too. */
function newToken(c: ErrorContext): Advice[] {
  const bot = botOf(c)
  const onTeleport: Advice = {
    title: 'Join with a new token',
    text: 'Make one on the cluster, then put it into onboarding.token of the configuration.',
    command: { code: `tctl bots instances add ${bot}`, where: teleportSide },
  }
  const onLocal: Advice = {
    title: 'In the local cluster of Botdesk',
    text: 'The same with its own command.',
    command: { code: `botdesk cluster tokens add --bot=${bot} --single-use`, where: 'on this computer' },
  }
  return c.place.terminal ? [onTeleport, onLocal] : [onTeleport]
}

function botOf({ details, place }: ErrorContext): string {
  return details.get(['bot', 'botName'], place.bot ?? 'NAME')
}

/** Texts for joining. */
export const joinTexts = {
  'join.ca-pin-mismatch': (c) => ({
    happened: `The server at ${c.details.get('address', 'this address')} is not the one you pinned. It shows ${c.details.get('shown', 'another authority')}.`,
    meaning:
      'Botdesk did not send the token. Either the cluster’s authority was rotated, or someone else answers at this address.',
    advice: [
      {
        title: 'Compare the pin',
        text: 'If the cluster prints the one shown here, put it into onboarding.ca_pins.',
        command: { code: 'tctl status', where: teleportSide },
      },
    ],
  }),
  'join.ca-pin-malformed': (c) => ({
    happened: `${c.details.get(['pin', 'value'], 'A value in onboarding.ca_pins')} is not a CA pin.`,
    meaning: 'The bot did not connect, because it could not check the server.',
    advice: [
      {
        title: 'Copy the pin again',
        text: 'It reads sha256: and 64 digits of 0–9 and a–f.',
        command: { code: 'tctl status', where: teleportSide },
      },
    ],
  }),
  'join.token-expired': (c) => ({
    happened: 'The cluster refused the token: it expired.',
    meaning: 'The token proves nothing any more. Existing files are not affected.',
    advice: newToken(c),
  }),
  'join.token-used': (c) => ({
    happened: 'This token was already used by another join.',
    meaning: 'Tokens of this kind work once. If that was not you, someone has your token.',
    advice: [
      ...newToken(c),
      {
        title: 'Look at who joined',
        text: 'Each instance of the bot is listed with its host and time.',
        command: { code: `tctl bots instances list ${botOf(c)}`, where: teleportSide },
      },
    ],
  }),
  'join.token-unknown': (c) => ({
    happened: 'The cluster does not know this token.',
    meaning: 'Often a copy mistake, a token of another cluster, or one that was removed after its use.',
    advice: newToken(c),
  }),
  'join.token-missing': (c) => ({
    happened: 'There is no join token and no earlier identity to renew.',
    meaning: 'The bot cannot prove who it is, so it did not connect.',
    advice: newToken(c),
  }),
  'join.method-not-supported': (c) => ({
    happened: `Botdesk cannot join with the method ${c.details.get(['method', 'joinMethod'], 'in this file')} yet.`,
    meaning: 'The bot did not connect. The file is kept as it is and works with tbot.',
    advice: [
      {
        title: 'Use a token',
        text: 'Set onboarding.join_method to token, with a token made on the cluster.',
      },
    ],
  }),
  'join.refused': (c) => ({
    happened: 'The cluster refused the join.',
    meaning: `It said: ${c.error.message}. Existing files are not affected.`,
    advice: newToken(c),
  }),
} satisfies ErrorTexts

/** The lock goes first; then the newest copy renews, and an older one has to join again. */
function unlock(c: ErrorContext): Advice[] {
  const onTeleport: Advice = {
    title: 'Lift the lock',
    text: 'First find the copy of this bot’s storage and stop it. Then remove the lock on the cluster. The newest copy goes on by itself.',
    command: { code: 'tctl get locks\ntctl rm lock/ID', where: teleportSide },
  }
  const onLocal: Advice = {
    title: 'In the local cluster of Botdesk',
    text: 'The same with its own command.',
    command: { code: `botdesk cluster bots unlock ${botOf(c)}`, where: 'on this computer' },
  }
  const [again] = newToken(c)
  const older: Advice[] = again ? [{ ...again, title: 'An older copy joins with a new token' }] : []
  return [onTeleport, ...(c.place.terminal ? [onLocal] : []), ...older]
}

/** Texts for the bot's own identity. */
export const identityTexts = {
  'identity.generation-mismatch': (c) => ({
    happened: c.details.has('expected')
      ? `The cluster locked this bot: it expected certificate generation ${c.details.get('expected')} and got ${c.details.get(['got', 'actual', 'found'], 'another')}.`
      : 'The cluster locked this bot: its certificate generation did not match.',
    meaning:
      'Two copies of this bot’s storage were used, or an answer was lost in a crash. There are no new certificates until the lock is lifted.',
    advice: unlock(c),
  }),
  'identity.locked': (c) => ({
    happened: 'The cluster locked this bot.',
    meaning: 'There are no new certificates until the lock is lifted. Files on disk may be refused already.',
    advice: unlock(c),
  }),
  'identity.expired': (c) => ({
    happened: 'The bot’s own identity ended before it could be renewed.',
    meaning: 'It cannot renew any more and has to join again.',
    advice: newToken(c),
  }),
  'identity.corrupt': (c) => ({
    happened: 'The bot’s own identity on disk could not be used.',
    meaning: `It did not prove right: ${c.error.message}.`,
    advice: newToken(c),
  }),
} satisfies ErrorTexts
