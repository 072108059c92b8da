import type { SerializedError } from '../../shared/errors.ts'
import { stillWorks, type Details, type ErrorPlace, type Explanation } from './error-advice.ts'

const wait = { title: 'Wait for the next try', text: 'Botdesk keeps trying, with growing pauses.' } as const

/** Texts for a cluster that does not answer well, and for the local one. */
export function explainClusterError(
  error: SerializedError,
  details: Details,
  place: ErrorPlace,
): Explanation | undefined {
  const address = details.get(['address', 'server', 'host'], 'the cluster')
  switch (error.code) {
    case 'cluster.unreachable':
      return {
        happened: `No answer from ${address}.`,
        meaning: stillWorks(place),
        advice: [
          { title: 'Check the way there', text: `The connection failed with: ${error.message}.` },
          wait,
        ],
      }
    case 'cluster.timeout':
      return {
        happened: `${address === 'the cluster' ? 'The cluster' : address} did not answer in time.`,
        meaning: stillWorks(place),
        advice: [wait],
      }
    case 'cluster.refused':
      return {
        happened: `The cluster refused: ${error.message}.`,
        meaning: stillWorks(place),
        advice: [
          {
            title: 'Check the bot’s roles',
            text: 'Roles decide what a bot may ask for.',
            command: { code: 'tctl bots ls', where: 'on the Teleport side' },
          },
        ],
      }
    case 'cluster.not-found':
      return {
        happened: `The cluster does not have what was asked for: ${error.message}.`,
        meaning: stillWorks(place),
        advice: [
          {
            title: 'Compare the names',
            text: 'Check the names in the configuration with those on the cluster.',
          },
        ],
      }
    case 'cluster.malformed-answer':
      return {
        happened: `${address} sent an answer that could not be understood.`,
        meaning: `Nothing of it was used. ${stillWorks(place)}`,
        advice: [
          { title: 'Check the address', text: 'It may belong to another kind of server.' },
          { title: 'Check the version', text: 'The cluster may be newer than this Botdesk knows.' },
        ],
      }
    case 'cluster.port-in-use': {
      const port = details.get('port', '3025')
      return {
        happened: `The local cluster cannot listen on ${port}: it is taken${details.has('pid') ? ` by process ${details.get('pid')}` : ''}.`,
        meaning: 'Nothing was started.',
        advice: [
          {
            title: 'Find who uses it',
            text: 'Stop that program, then try again.',
            command: { code: `ss -ltnp 'sport = :${port}'`, where: 'on this computer' },
          },
        ],
      }
    }
    case 'cluster.in-use':
      return {
        happened: `The local cluster runs already${details.has('pid') ? `, as process ${details.get('pid')}` : ''}.`,
        meaning: 'Two of them on one folder would spoil it, so this one did not start.',
        advice: [{ title: 'Use the one that runs', text: 'Or stop that process and try again.' }],
      }
    case 'cluster.corrupt':
      return {
        happened: 'The local cluster’s folder cannot be read.',
        meaning: `Nothing in it was changed. ${details.get('reason', error.message)}.`,
        advice: [
          {
            title: 'Start a new one',
            text: details.get('remedy', 'Move the folder aside; a new cluster is made at the next start.'),
          },
        ],
      }
    case 'cluster.not-running':
      return {
        happened: 'The local cluster does not run.',
        meaning: 'Bots in it keep their files, but cannot renew.',
        advice: [{ title: 'Start it', text: 'Under Local cluster.' }],
      }
    case 'cluster.exists':
      return {
        happened: `The cluster has ${details.get('name', 'something of this name')} already.`,
        meaning: 'Nothing was changed.',
        advice: [{ title: 'Use another name', text: 'Names are unique in a cluster.' }],
      }
    default:
      return undefined
  }
}
