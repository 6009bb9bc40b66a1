import { isMainThread } from 'node:worker_threads'

/**
 * As it is distributed, ONNX Runtime tells its maker which machine loads which models, and leaves an identifier of the
 * machine in the home directory. It decides once, from the environment of the process, when it is loaded: whatever
 * imports it imports this first. Of a thread's environment it sees nothing, so the main thread has to have been here.
 */
const off = 'ORT_DISABLE_TELEMETRY'
if (isMainThread) process.env[off] = '1'
else if (process.env[off] !== '1') throw new Error(`a thread would load ONNX Runtime without ${off}=1`)
