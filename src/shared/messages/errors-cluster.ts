import { stillWorks, type Advice, type ErrorContext, type ErrorTexts } from './error-advice.ts'

function nextTry({ place }: ErrorContext): Advice {
  return place.terminal
    ? { title: 'Try again', text: 'Run the command again when the cluster answers.' }
    : { title: 'Wait for the next try', text: 'Botdesk keeps trying, with growing pauses.' }
}

function addressOf({ details }: ErrorContext): string {
  return details.get(['address', 'server', 'host'], 'the cluster')
}

/** Texts for a cluster that does not answer well, and for the local one. */
export const clusterTexts = {
  'cluster.unreachable': (c) => ({
    happened: `No answer from ${addressOf(c)}.`,
    meaning: stillWorks(c.place),
    advice: [
      { title: 'Check the way there', text: `The connection failed with: ${c.error.message}.` },
      nextTry(c),
    ],
  }),
  'cluster.timeout': (c) => ({
    happened: `${addressOf(c) === 'the cluster' ? 'The cluster' : addressOf(c)} did not answer in time.`,
    meaning: stillWorks(c.place),
    advice: [nextTry(c)],
  }),
  'cluster.refused': (c) => ({
    happened: `The cluster refused: ${c.error.message}.`,
    meaning: c.details.has('kind') || c.details.has('token') ? 'Nothing was changed.' : stillWorks(c.place),
    advice: [
      {
        title: 'Check the bot’s roles',
        text: 'Roles decide what a bot may ask for.',
        command: { code: 'tctl bots ls', where: 'on the Teleport side' },
      },
    ],
  }),
  'cluster.not-found': (c) => ({
    happened: `The cluster does not have what was asked for: ${c.error.message}.`,
    meaning: stillWorks(c.place),
    advice: [
      {
        title: 'Compare the names',
        text: 'Check the names in the configuration with those on the cluster.',
      },
    ],
  }),
  'cluster.malformed-answer': (c) => ({
    happened: `${addressOf(c)} sent an answer that could not be understood.`,
    meaning: `Nothing of it was used. ${stillWorks(c.place)}`,
    advice: [
      { title: 'Check the address', text: 'It may belong to another kind of server.' },
      { title: 'Check the version', text: 'The cluster may be newer than this Botdesk knows.' },
    ],
  }),
  'cluster.port-in-use': (c) => {
    const port = c.details.get('port', '3025')
    return {
      happened: `The local cluster cannot listen on ${port}: it is taken${c.details.has('pid') ? ` by process ${c.details.get('pid')}` : ''}.`,
      meaning: 'Nothing was started.',
      advice: [
        {
          title: 'Find who uses it',
          text: 'Stop that program, then try again.',
          command: { code: `ss -ltnp 'sport = :${port}'`, where: 'on this computer' },
        },
      ],
    }
  },
  'cluster.in-use': (c) => ({
    happened: `The local cluster runs already${c.details.has('pid') ? `, as process ${c.details.get('pid')}` : ''}.`,
    meaning: 'Two of them on one folder would spoil it, so this one did not start.',
    advice: [{ title: 'Use the one that runs', text: 'Or stop that process and try again.' }],
  }),
  'cluster.corrupt': (c) => ({
    happened: 'The local cluster’s folder cannot be read.',
    meaning: `Nothing in it was changed. The reason: ${c.details.get('reason', c.error.message)}.`,
    advice: [
      {
        title: 'Start a new one',
        text: c.details.get('remedy', 'Move the folder aside; a new cluster is made at the next start.'),
      },
    ],
  }),
  'cluster.not-running': (c) => ({
    happened: 'The local cluster does not run.',
    meaning: 'Bots in it keep their files, but cannot renew.',
    advice: [
      c.place.terminal
        ? {
            title: 'Start it',
            text: 'It stays in the foreground.',
            command: { code: 'botdesk cluster start', where: 'on this computer' },
          }
        : { title: 'Start it', text: 'Under Local cluster.' },
    ],
  }),
  'cluster.exists': (c) => ({
    happened: `The cluster has ${c.details.get('name', 'something of this name')} already.`,
    meaning: 'Nothing was changed.',
    advice: [{ title: 'Use another name', text: 'Names are unique in a cluster.' }],
  }),
} satisfies ErrorTexts
