export * from '../../shared/messages/errors.ts'
