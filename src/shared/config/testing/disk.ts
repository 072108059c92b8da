/**
 * Reading files in tests of this room. It also compiles for the page, where the types of Node are not
 * known, so that the few functions are described here.
 */
interface Disk {
  readFileSync(path: URL, encoding: 'utf8'): string
  readdirSync(path: URL, options?: { readonly recursive: true }): string[]
}

const name: string = 'node:fs'
const disk = (await import(/* @vite-ignore */ name)) as Disk
const root = new URL('../../../../', import.meta.url)

/** Paths of the files in a folder of the repository, all levels, with `/`. */
export function filesIn(folder: string): string[] {
  return disk
    .readdirSync(new URL(folder, root), { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.\w+$/.test(path))
    .toSorted()
}

export function readFile(path: string): string {
  return disk.readFileSync(new URL(path, root), 'utf8')
}
