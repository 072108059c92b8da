import { contextBridge, ipcRenderer } from 'electron'
import { topicChannels } from '../shared/contract/channels.ts'
import type { Delivery, TopicName } from '../shared/contract/events.ts'
import { requestNames } from '../shared/contract/request-schemas.ts'
import { createWindowApi } from './window-api.ts'

// The page gets plain functions only: no ipcRenderer, no event object.
contextBridge.exposeInMainWorld(
  'botdesk',
  createWindowApi({
    names: requestNames,
    invoke: (name, request) => ipcRenderer.invoke(name, request),
    open: (topic) => ipcRenderer.send(topicChannels.open, topic),
    close: (topic) => ipcRenderer.send(topicChannels.close, topic),
    onDelivery: (listener) =>
      ipcRenderer.on(topicChannels.delivery, (_event, delivery: Delivery<TopicName>) => listener(delivery)),
  }),
)
