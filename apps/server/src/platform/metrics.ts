import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Figures for Prometheus; one registry per running server, so that tests do not share counters. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'kaoban_http_request_seconds',
      help: 'Time from request to answer by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    authentications: new Counter({
      name: 'kaoban_authentications_total',
      help: 'Attempts at every door by scene, means and outcome',
      labelNames: ['scene', 'means', 'outcome'],
      registers: [registry],
    }),
    faceAnalysis: new Histogram({
      name: 'kaoban_face_analysis_seconds',
      help: 'Time from picture bytes to observations',
      buckets: [0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5],
      registers: [registry],
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
