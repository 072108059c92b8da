import type { Problem, ProblemFix } from '../problem.ts'
import type { Span } from '../line-index.ts'
import { hideSecrets, secretsIn } from '../mask-secrets.ts'
import { Report } from '../report.ts'
import type { YamlSource } from '../yaml-source.ts'
import type { Migration, MigrationNote } from './model.ts'

/** What a migration has to say: notes about the old text, and reasons to refuse it. */
export class Story {
  private readonly source: YamlSource
  private readonly written: MigrationNote[] = []
  readonly report: Report

  constructor(source: YamlSource) {
    this.source = source
    this.report = new Report(source.lines)
  }

  note(kind: MigrationNote['kind'], path: string, span: Span, message: string): void {
    this.written.push({ kind, path, line: this.source.lines.placeOf(span.start).line, message })
  }

  refuse(code: `config.${string}`, path: string, span: Span, message: string, fix?: ProblemFix): void {
    this.report.add({ severity: 'error', code, path, span, message, fix })
  }

  /** In the order of the text. A key may be a mistyped secret, so that none is quoted. */
  notes(): MigrationNote[] {
    const secrets = secretsIn(this.source.text)
    const plain = (text: string): string => hideSecrets(text, secrets)
    return this.written
      .map((note) => ({ ...note, path: plain(note.path), message: plain(note.message) }))
      .toSorted((left, right) => left.line - right.line)
  }

  /** True when a note asks for attention. */
  isWorthTelling(): boolean {
    return this.written.some(({ kind }) => kind !== 'understood')
  }

  problems(): Problem[] {
    const secrets = secretsIn(this.source.text)
    return this.report
      .problems()
      .map((problem) => ({ ...problem, message: hideSecrets(problem.message, secrets) }))
  }

  isRefused(): boolean {
    return this.report.problems().some(({ severity }) => severity === 'error')
  }

  refusal(): Migration {
    return { kind: 'refused', problems: this.problems() }
  }
}
