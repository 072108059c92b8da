/** One sample of the Prometheus text format. */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface Family {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: readonly Sample[]
}

const line = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y

/** Reads an exposition as strictly as Prometheus does and applies the rules `promtool check metrics` has for names. */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('no newline at the end')
  const families = new Map<string, Family & { samples: Sample[] }>()
  let help: [string, string] | undefined
  let open: (Family & { samples: Sample[] }) | undefined
  for (const row of text.slice(0, -1).split('\n')) {
    if (row === '') continue
    const [, kind, name, rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(row) ?? []
    if (kind === 'HELP' && name !== undefined) help = [name, rest ?? '']
    else if (kind === 'TYPE' && name !== undefined) {
      if (families.has(name)) throw new Error(`${name} comes twice`)
      if (help?.[0] !== name || help[1] === '') throw new Error(`${name} has no help`)
      open = { name, type: rest ?? '', help: help[1], samples: [] }
      families.set(name, open)
    } else {
      const sample = parseSample(row)
      if (!open || !belongs(sample.name, open)) throw new Error(`${row} is outside its family`)
      open.samples.push(sample)
    }
  }
  for (const family of families.values()) checkFamily(family)
  return families
}

function parseSample(row: string): Sample {
  const [, name, labelText, valueText] = line.exec(row) ?? []
  if (name === undefined || valueText === undefined) throw new Error(`not a sample: ${row}`)
  const value = valueText === '+Inf' ? Infinity : Number(valueText)
  if (Number.isNaN(value) && valueText !== 'NaN' && valueText !== 'Nan') throw new Error(`no number: ${row}`)
  return { name, labels: parseLabels(labelText ?? '', row), value }
}

function parseLabels(text: string, row: string): Record<string, string> {
  const labels: Record<string, string> = {}
  let at = 0
  while (at < text.length) {
    label.lastIndex = at
    const [whole, key, content] = label.exec(text) ?? []
    if (whole === undefined || key === undefined || content === undefined)
      throw new Error(`bad labels: ${row}`)
    labels[key] = content
    at += whole.length
  }
  return labels
}

function belongs(sample: string, { name, type }: Family): boolean {
  const suffixes =
    type === 'histogram' ? ['_bucket', '_sum', '_count'] : type === 'summary' ? ['', '_sum', '_count'] : ['']
  return suffixes.some((suffix) => sample === `${name}${suffix}`)
}

function checkFamily({ name, type, samples }: Family): void {
  if (samples.length === 0) throw new Error(`${name} has no sample`)
  if (type !== 'counter' && name.endsWith('_total'))
    throw new Error(`${name} ends in _total and is a ${type}`)
  if (/(milli|micro|nano)seconds|_(minutes|hours|kilobytes)\b/.test(name))
    throw new Error(`${name} has no base unit`)
  const seen = new Set(samples.map((each) => `${each.name}${JSON.stringify(each.labels)}`))
  if (seen.size !== samples.length) throw new Error(`${name} has a sample twice`)
}
