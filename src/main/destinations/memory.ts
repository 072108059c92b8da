import type { Destination, SetView } from './destination.ts'

/** Keeps the set for the life of the process; nothing is written anywhere. */
export function createMemoryDestination(): Destination {
  let set = new Map<string, Uint8Array>()
  let writes = 0
  const view: SetView = {
    read: async (name) => {
      const data = set.get(name)
      return data && new Uint8Array(data)
    },
    inspect: async (name) => {
      const data = set.get(name)
      return data && { sizeBytes: data.length, mode: 0o600, uid: -1, stamp: String(writes), changedAt: 0 }
    },
  }
  return {
    type: 'memory',
    prepare: async ({ signal }) => {
      signal.throwIfAborted()
      return {}
    },
    write: async (artifacts, { signal }) => {
      signal.throwIfAborted()
      writes += 1
      set = new Map(artifacts.map(({ name, data }) => [name, new Uint8Array(data)]))
    },
    look: (use) => use(view),
    read: view.read,
    lock: async (_purpose, { signal }) => {
      signal.throwIfAborted()
      return { release: async () => undefined }
    },
  }
}
