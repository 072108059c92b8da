export { serveDiagnostics } from './listener.ts'
export type { DiagnosticsOptions } from './listener.ts'
export { createMetrics } from './metrics.ts'
export type { Metrics } from './metrics.ts'
