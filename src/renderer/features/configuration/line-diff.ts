export * from '../../editor/line-diff.ts'
