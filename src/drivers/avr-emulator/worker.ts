import { parentPort, workerData } from 'node:worker_threads'
import { BoardService } from './board-service.ts'
import type { BoardStart, Report, Request } from './protocol.ts'

// The entry of the board's thread: unlike any other file it acts when it is loaded.
const service = new BoardService(workerData as BoardStart, (report: Report) =>
  parentPort?.postMessage(report),
)
parentPort?.on('message', (request: Request) => service.handle(request))
