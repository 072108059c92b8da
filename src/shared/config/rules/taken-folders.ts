const mostTried = 100

/** Folders that somebody writes, for finding one that nobody does. Paths are normal ones (`normalPath`). */
export class TakenFolders {
  readonly #folders: ReadonlySet<string>
  readonly #above = new Set<string>()

  constructor(folders: Iterable<string>) {
    this.#folders = new Set(folders)
    for (const folder of this.#folders) for (const each of foldersAbove(folder)) this.#above.add(each)
  }

  /**
   * A folder beside another one, for one writer alone: `/opt/out-grafana`. It is outside of every folder that somebody
   * writes, whose readers would find it there. Undefined where there is none, as beside the root.
   */
  beside(folder: string, name: string): string | undefined {
    const base = foldersAbove(folder).find((each) => this.#folders.has(each)) ?? folder
    if (base === '' || base === '/' || base.endsWith('..')) return undefined
    const wanted = `${base}-${name.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')}`
    for (let number = 1; number <= mostTried; number++) {
      const candidate = number === 1 ? wanted : `${wanted}-${number}`
      if (!this.touches(candidate)) return candidate
    }
    return undefined
  }

  /** Whether a folder is one of them, holds one, or lies inside one. */
  touches(folder: string): boolean {
    return (
      [folder, ...foldersAbove(folder)].some((each) => this.#folders.has(each)) || this.#above.has(folder)
    )
  }
}

/** `/a/b/c`: `/`, `/a`, `/a/b`; `a/b`: `a`. */
export function foldersAbove(path: string): string[] {
  const ends = [...path.matchAll(/(?<=.)\/|^\//g)].map(({ index }) => path.slice(0, index) || '/')
  return ends.filter((folder) => folder !== path)
}
