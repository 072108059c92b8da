export * from '../../shared/messages/format.ts'
