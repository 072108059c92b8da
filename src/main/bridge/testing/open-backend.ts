import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TopicName } from '../../../shared/contract/events.ts'
import type { RequestName, RequestOf, ResponseOf } from '../../../shared/contract/requests.ts'
import type { Answer } from '../../../shared/contract/wire.ts'
import { AppError } from '../../../shared/errors.ts'
import { createBackend } from '../../backend.ts'
import type { Backend } from '../../backend.ts'
import { createRealPorts } from '../../ports/real.ts'
import { createDispatch } from '../dispatch.ts'
import { createHandlers } from '../handlers.ts'
import { createTopicHub } from '../topics.ts'

/** A backend on the real computer, asked as a page asks it. */
export interface OpenBackend {
  readonly backend: Backend
  readonly dataFolder: string
  /** The answer as it crosses the bridge. */
  ask(name: string, request?: unknown): Promise<Answer>
  /** The value of a good answer; rejects with the error of any other. */
  request<N extends RequestName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N>>
}

/** Opens a backend in a new data folder, or in one that was open before. The caller closes it. */
export async function openBackend(
  dataFolder = mkdtempSync(join(tmpdir(), 'botdesk-backend-')),
): Promise<OpenBackend> {
  const backend = await createBackend({
    ports: createRealPorts(),
    dataFolder,
    homeFolder: '/home/tester',
    version: '0.0.0-test',
    face: { face: 'browser' },
  })
  const dispatch = createDispatch(createHandlers(backend), backend.log)
  const ask = (name: string, request: unknown = {}): Promise<Answer> =>
    dispatch(name, request, { signal: new AbortController().signal })
  return {
    backend,
    dataFolder,
    ask,
    async request<N extends RequestName>(name: N, request: RequestOf<N>) {
      const answer = await ask(name, request)
      if (!answer.ok) throw AppError.deserialize(answer.error)
      return answer.value as ResponseOf<N>
    },
  }
}

/** Resolves when a topic's value is as asked. */
export function until(backend: Backend, topic: TopicName, reached: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const close = createTopicHub(backend).open(topic, () => {
      if (!reached()) return
      queueMicrotask(() => close())
      resolve()
    })
  })
}
