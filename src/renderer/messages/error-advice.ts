export * from '../../shared/messages/error-advice.ts'
