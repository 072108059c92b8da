import type { Ports } from '../../ports/index.ts'

/** Replaces a file behind the bot's back; undefined removes it. */
export async function tamper(
  { files }: Pick<Ports, 'files'>,
  folder: string,
  name: string,
  text: string | undefined,
): Promise<void> {
  const directory = await files.openDirectory(folder, { symlinks: 'follow' })
  const target = await realName(directory, name)
  await directory.remove(target)
  if (text !== undefined) await directory.create(target, Buffer.from(text), { mode: 0o600 })
  await directory.sync()
  await directory.close()
}

/** The text of a file; undefined when it is not there. */
export async function readBack(
  { files }: Pick<Ports, 'files'>,
  folder: string,
  name: string,
): Promise<string | undefined> {
  const directory = await files.openDirectory(folder, { symlinks: 'follow' })
  try {
    return Buffer.from(await directory.read(name)).toString()
  } catch {
    return undefined
  } finally {
    await directory.close()
  }
}

/** The same computer, on which each file is made by `instead`; `create` makes it as usual. */
export function withCreate(
  ports: Ports,
  instead: (path: string, create: () => Promise<void>) => Promise<void>,
): Ports {
  const { files } = ports
  const openDirectory: typeof files.openDirectory = async (path, options) => {
    const directory = await files.openDirectory(path, options)
    const create: typeof directory.create = (name, data, how) =>
      instead(`${directory.path}/${name}`, () => directory.create(name, data, how))
    return new Proxy(directory, {
      get(target, property) {
        if (property === 'create') return create
        const value: unknown = Reflect.get(target, property)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  return {
    ...ports,
    files: {
      openDirectory,
      lock: (path, options) => files.lock(path, options),
      space: (path) => files.space(path),
    },
  }
}

/** Every name in a folder. */
export async function namesIn({ files }: Pick<Ports, 'files'>, folder: string): Promise<readonly string[]> {
  const directory = await files.openDirectory(folder, { symlinks: 'follow' })
  const names = await directory.list()
  await directory.close()
  return names
}

type Opened = Awaited<ReturnType<Ports['files']['openDirectory']>>

/** Where a link of the generation layout leads, so that the content changes and not the link. */
async function realName(directory: Opened, name: string): Promise<string> {
  let at = name
  for (let hop = 0; hop < 4; hop++) {
    const [folder, leaf] = at.includes('/') ? at.split('/') : [undefined, at]
    const folderTarget = folder === undefined ? undefined : await directory.readLink(folder)
    const here = folderTarget === undefined ? at : `${folderTarget}/${leaf ?? ''}`
    const next = await directory.readLink(here)
    if (next === undefined) return here
    at = next
  }
  return at
}
