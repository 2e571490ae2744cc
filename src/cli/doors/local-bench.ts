import { resolve } from 'node:path'
import { builtInRegistry } from '../../builtin.ts'
import { loadBench } from '../../runtime/bench/bench-file.ts'
import type { Connection } from '../../runtime/connection.ts'
import { secrets } from '../../runtime/secrets.ts'
import type { ClientIdentity } from '../../transport/client/client-identity.ts'
import { ExportedBench } from '../../transport/exporter/exported-bench.ts'
import { namedExporters } from '../exporter/named-exporters.ts'
import { versions } from '../exporter/versions.ts'

/** Opens a bench file in this process; disposing the connection powers everything off. */
export function openLocalBench(file: string, as: ClientIdentity): Connection {
  const description = loadBench(resolve(file), builtInRegistry())
  for (const text of description.secrets) secrets.add(text)
  const bench = new ExportedBench(description, {
    ...{ versions: versions(), exporters: namedExporters(process.env) },
  })
  const connection = bench.connect(as)
  return {
    description: connection.description,
    call: (target, params, waiting) => connection.call(target, params, waiting),
    items: (target, params, waiting) => connection.items(target, params, waiting),
    openStream: (target, listener, opening) => connection.openStream(target, listener, opening),
    hold: (request, waiting) => connection.hold(request, waiting),
    release: (key) => connection.release(key),
    test: (event, waiting) => connection.test(event, waiting),
    notices: (scope, waiting) => connection.notices(scope, waiting),
    [Symbol.asyncDispose]: async () => {
      await connection[Symbol.asyncDispose]()
      await bench[Symbol.asyncDispose]()
    },
  }
}
