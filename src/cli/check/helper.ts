import { parentPort, workerData } from 'node:worker_threads'
import { checkShare } from './find-problems.ts'
import { type HelperStart, takeTurns } from './helper-threads.ts'

// The entry of a thread that checks suites beside the command's own: unlike other files it acts when it is loaded.
const { plan, turns } = workerData as HelperStart
parentPort?.postMessage(checkShare(plan, takeTurns(turns, plan.suites.length)))
