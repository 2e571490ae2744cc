import { once } from 'node:events'
import { Packr } from 'msgpackr'
import { WebSocket } from 'ws'

const packr = new Packr({ useRecords: false, moreTypes: true })

/** A client of the bare server: calls by ids, and a stream that grants what it took in portions of 64 KiB. */
export async function connectBare(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await once(socket, 'open')
  const pending = new Map()
  let lastId = 0
  let hear
  socket.on('message', (bytes) => {
    if (hear !== undefined) {
      hear(bytes)
      socket.send(packr.pack([0, bytes.length]))
      return
    }
    const [id, value] = packr.unpack(bytes)
    pending.get(id)(value)
    pending.delete(id)
  })
  return {
    call: (target, params) =>
      new Promise((resolve) => {
        const id = ++lastId
        pending.set(id, resolve)
        socket.send(packr.pack([id, { op: 'call', target, params }]))
      }),
    pour: (listener) => {
      hear = listener
      socket.send(packr.pack([0, 'pour']))
    },
    close: () => socket.terminate(),
  }
}
