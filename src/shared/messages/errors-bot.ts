import { stillWorks, type ErrorContext, type ErrorTexts } from './error-advice.ts'

function pathOf({ details }: ErrorContext): string {
  return details.get(['path', 'configPath'], 'the file')
}

function botOf({ details, place }: ErrorContext): string {
  return details.get(['bot', 'name'], place.bot ?? 'the bot')
}

/** Texts for bots, their files, and Botdesk itself. */
export const botErrorTexts = {
  'config.unreadable': (c) => ({
    happened: `${pathOf(c)} cannot be read.`,
    meaning: 'Nothing was changed. A bot that runs keeps the configuration it was started with.',
    advice: [{ title: 'Check the path', text: `It must exist and be readable. Said: ${c.error.message}.` }],
  }),
  'config.invalid': (c) => ({
    happened: `The configuration has errors that tbot refuses${c.details.has('line') ? `, the first in line ${c.details.get('line')}` : ''}.`,
    meaning: 'The bot cannot start with it. Files it wrote before are not affected.',
    advice: [
      {
        title: 'Open the configuration',
        text: 'Each problem is listed there with its line and, where there is one, its fix.',
      },
    ],
  }),
  'config.changed-on-disk': (c) => ({
    happened: `${pathOf(c)} was changed outside Botdesk since it was opened.`,
    meaning: 'Nothing was written, so neither version is lost.',
    advice: [{ title: 'Compare both versions', text: 'Take theirs, or keep yours and apply again.' }],
  }),
  'config.cannot-edit': (c) => ({
    happened: `This cannot be changed by a form: ${c.error.message}.`,
    meaning: 'The text is as it was.',
    advice: [{ title: 'Change it in the text', text: 'The form follows as soon as the text can be read.' }],
  }),
  'config.not-understood': (c) => ({
    happened: `This was not understood: ${c.error.message}.`,
    meaning: 'Nothing was taken over, saved or dialled.',
    advice: [
      {
        title: 'Paste something else',
        text: 'A tbot.yaml, a tbot command line, a join link or TELEPORT variables can be read.',
      },
    ],
  }),
  'export.not-possible': (c) => ({
    happened: `This configuration cannot be exported in this form: ${c.error.message}.`,
    meaning: 'Nothing was written.',
    advice: [{ title: 'Choose another form', text: 'tbot.yaml can hold everything.' }],
  }),
  'file.write-failed': ({ details }) => ({
    happened: `${details.get('path', 'The file')} could not be written: ${details.get('why', 'the system refused')}.`,
    meaning: 'What stood there before is as it was.',
    advice: [
      {
        title: 'Write it elsewhere',
        text: 'Choose a place this account may write to, with room on its disk.',
      },
    ],
  }),
  'export.file-exists': (c) => ({
    happened: `${pathOf(c)} exists already.`,
    meaning: 'Nothing was written and nothing was replaced.',
    advice: [
      { title: 'Choose another folder', text: 'An empty one is best.' },
      { title: 'Replace what is there', text: 'Only if it came from an earlier export.' },
    ],
  }),
  'bot.unknown': (c) => ({
    happened: `There is no bot ${botOf(c)}.`,
    meaning: 'It may have been removed in another window.',
    advice: [{ title: 'Show all bots', text: 'The list is always current.' }],
  }),
  'bot.exists': (c) =>
    c.details.has('isLeftover')
      ? {
          happened: `The file of an earlier bot ${botOf(c)} is still at ${pathOf(c)}.`,
          meaning: 'Nothing was written, so it is not lost.',
          advice: [{ title: 'Use another name', text: 'Or add the file that is there.' }],
        }
      : {
          happened: `Botdesk has a bot ${botOf(c)} already.`,
          meaning: 'Nothing was added. Two bots on one file would share storage and lock each other out.',
          advice: [{ title: 'Use another name', text: 'Or open the bot that is there.' }],
        },
  'bot.running': (c) => ({
    happened: `${botOf(c)} runs already.`,
    meaning: 'Nothing was changed.',
    advice: [{ title: 'Stop it first', text: 'Its files stay valid while it is stopped.' }],
  }),
  'bot.not-running': (c) => ({
    happened: `${botOf(c)} does not run.`,
    meaning: 'Only a running bot can renew.',
    advice: [{ title: 'Start it', text: 'It renews at once when it starts.' }],
  }),
  'bridge.lost': () => ({
    happened: 'The connection to Botdesk’s engine was lost.',
    meaning: 'Bots run on. What was asked may or may not have happened.',
    advice: [{ title: 'Wait for it', text: 'This page connects again by itself.' }],
  }),
  'bridge.refused': (c) => ({
    happened: `Botdesk refused this: ${c.error.message}.`,
    meaning: 'Nothing was changed.',
    advice: [{ title: 'Look at the value', text: 'The sentence above names what was wrong with it.' }],
  }),
  'bridge.bad-request': (c) => ({
    happened: `Botdesk refused this: ${c.error.message}.`,
    meaning: 'Nothing was changed.',
    advice: [{ title: 'Look at the value', text: 'The sentence above names what was wrong with it.' }],
  }),
  'usage.bad-argument': (c) => ({
    happened: `Botdesk refused this: ${c.error.message}.`,
    meaning: 'Nothing was changed.',
    advice: [{ title: 'Look at the value', text: 'The sentence above names what was wrong with it.' }],
  }),
  'internal.not-supported': (c) => ({
    happened: `This is not available here: ${c.error.message}.`,
    meaning: 'Nothing was changed.',
    advice: [],
  }),
  'internal.unexpected': (c) => ({
    happened: 'Something Botdesk did not expect happened.',
    meaning: `${c.error.message}. ${c.place.service ? stillWorks(c.place) : 'Other bots are not affected.'}`,
    advice: [{ title: 'Look at the log', text: 'The lines around this moment say more.' }],
  }),
} satisfies ErrorTexts
