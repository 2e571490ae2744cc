// A port of loopback that is as far away as one in another town: what passes to the port of the first argument is late
// each way by the milliseconds of the second. Prints its port.
import { connect, createServer } from 'node:net'

const [port, lateness] = process.argv.slice(2).map(Number)

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ port, host: '127.0.0.1', noDelay: true })
  passLate(near, far)
  passLate(far, near)
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))

function passLate(from, to) {
  from.on('error', () => {}) // its end follows
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), lateness))
  from.once('close', () => setTimeout(() => to.destroy(), lateness))
}
