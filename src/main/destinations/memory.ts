import type { Destination } from './destination.ts'

/** Keeps the set for the life of the process; nothing is written anywhere. */
export function createMemoryDestination(): Destination {
  let set = new Map<string, Uint8Array>()
  return {
    type: 'memory',
    prepare: async ({ signal }) => signal.throwIfAborted(),
    write: async (artifacts, { signal }) => {
      signal.throwIfAborted()
      set = new Map(artifacts.map(({ name, data }) => [name, new Uint8Array(data)]))
    },
    read: async (name) => {
      const data = set.get(name)
      return data && new Uint8Array(data)
    },
    inspect: async (name) => {
      const data = set.get(name)
      return data && { sizeBytes: data.length, mode: 0o600, uid: -1 }
    },
    lock: async (_purpose, { signal }) => {
      signal.throwIfAborted()
      return { release: async () => undefined }
    },
  }
}
