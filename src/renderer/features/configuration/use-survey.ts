import { useMemo } from 'react'
import { askText } from '../../editor/text-service.ts'
import type { Survey } from '../../editor/text-tasks.ts'
import { useNewest } from './use-newest.ts'

/** Longer texts are surveyed when typing pauses. */
const longText = 100_000
/** How long typing has to pause before a long text is read. */
const readingPause = ({ text }: { readonly text: string }): number => (text.length > longText ? 250 : 0)

/** A survey, and the text it is of. */
export interface SurveyedText extends Survey {
  readonly text: string
}

/** Outline, distance to the file and whether it parses, of the newest text that was looked through. */
export function useSurvey(text: string, savedText: string): SurveyedText | undefined {
  const input = useMemo(() => ({ text, savedText }), [savedText, text])
  const { answer } = useNewest(input, (of) => askText('survey', of), {
    pauseMs: readingPause,
    isBackground: true,
  })
  return useMemo(() => answer && { ...answer.output, text: answer.input.text }, [answer])
}
