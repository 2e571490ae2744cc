// A server that answers every command at once: what is measured is SSH. Prints its port.
import { generateKeyPairSync } from 'node:crypto'
import ssh2 from 'ssh2'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const hostKeys = [privateKey.export({ type: 'sec1', format: 'pem' })]

const server = new ssh2.Server({ hostKeys }, (client) => {
  client.setNoDelay(true)
  client.on('error', () => {})
  client.on('authentication', (context) => context.accept())
  client.on('session', (accept) => {
    accept().on('exec', (acceptExec) => {
      const channel = acceptExec()
      channel.exit(0)
      channel.end()
    })
  })
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
