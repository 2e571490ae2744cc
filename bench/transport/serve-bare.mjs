// The limit: bare ws and msgpackr. Answers [id, value] and pours chunks of 64 KiB within a window of 256 KiB.
import { Packr } from 'msgpackr'
import { WebSocketServer } from 'ws'

const packr = new Packr({ useRecords: false, moreTypes: true })
const CHUNK = Buffer.alloc(65_536, 'x')
const WINDOW = 262_144

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () => {
  process.send({ url: `ws://127.0.0.1:${server.address().port}` })
})
process.on('disconnect', () => process.exit())

server.on('connection', (socket) => {
  let room = 0
  const pour = () => {
    while (room >= CHUNK.length) {
      room -= CHUNK.length
      socket.send(CHUNK)
    }
  }
  socket.on('message', (bytes) => {
    const [id, question] = packr.unpack(bytes)
    if (question === 'pour') room = WINDOW
    else if (question === 'stop') room = Number.NEGATIVE_INFINITY
    else if (typeof question === 'number') room += question
    else socket.send(packr.pack([id, question.params.value]))
    if (room > 0) pour()
  })
})
