import { topicChannels } from '../../shared/contract/channels.ts'
import { requestNames } from '../../shared/contract/request-schemas.ts'
import { topicNames } from '../../shared/contract/events.ts'
import type { Delivery, TopicName } from '../../shared/contract/events.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import type { Dispatch } from './dispatch.ts'
import type { TopicHub } from './topics.ts'

/** What this transport needs of Electron's sender; `WebContents` has it. */
export interface Sender {
  readonly id: number
  send(channel: string, delivery: Delivery<TopicName>): void
  isDestroyed(): boolean
  once(event: 'destroyed', listener: () => void): unknown
}

/** What this transport needs of an IPC event; `IpcMainInvokeEvent` has it. */
export interface SenderEvent {
  readonly sender: Sender
  readonly senderFrame: unknown
}

/** What this transport needs of `ipcMain`. */
export interface IpcServer<E extends SenderEvent> {
  handle(channel: string, listener: (event: E, ...args: unknown[]) => unknown): void
  on(channel: string, listener: (event: E, ...args: unknown[]) => void): unknown
  removeHandler(channel: string): void
  removeAllListeners(channel: string): unknown
}

/** Puts the bridge on Electron's IPC. `isOurs` must be true only for the main frame of our window at our origin. */
export function serveElectronBridge<E extends SenderEvent>(options: {
  ipc: IpcServer<E>
  dispatch: Dispatch
  topics: TopicHub
  isOurs: (event: E) => boolean
}): { close(): void } {
  const { ipc, dispatch, topics, isOurs } = options
  const subscriptions = new Map<string, () => void>()
  const refused: Answer = {
    ok: false,
    error: { code: 'bridge.refused', message: 'request from a foreign frame', details: {}, retryable: false },
  }

  for (const name of requestNames) {
    ipc.handle(name, (event, request) =>
      isOurs(event) ? dispatch(name, request, { signal: new AbortController().signal }) : refused,
    )
  }
  const end = (key: string) => {
    subscriptions.get(key)?.()
    subscriptions.delete(key)
  }
  ipc.on(topicChannels.open, (event, wanted) => {
    const topic = topicNames.find((each) => each === wanted)
    if (topic === undefined || !isOurs(event)) return
    const { sender } = event
    const key = `${sender.id} ${topic}`
    end(key)
    const close = topics.open(topic, (delivery) => {
      if (sender.isDestroyed()) end(key)
      else sender.send(topicChannels.delivery, delivery)
    })
    subscriptions.set(key, close)
    sender.once('destroyed', () => end(key))
  })
  ipc.on(topicChannels.close, (event, topic) => {
    if (isOurs(event)) end(`${event.sender.id} ${String(topic)}`)
  })

  return {
    close() {
      for (const name of requestNames) ipc.removeHandler(name)
      ipc.removeAllListeners(topicChannels.open)
      ipc.removeAllListeners(topicChannels.close)
      for (const key of subscriptions.keys()) end(key)
    },
  }
}
