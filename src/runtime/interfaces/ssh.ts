import { z } from 'zod'
import { call, connection, defineInterface, param } from '../interface.ts'
import { duration } from '../units.ts'

const forward = z.object({
  direction: z.enum(['to device', 'from device']),
  from: z.string().describe('Where it is listened.'),
  to: z.string().describe('Where connections go.'),
})

/** A device's SSH connection itself: making it, and what else goes through it. */
export const ssh = defineInterface({
  name: 'ssh',
  version: 1,
  doc: 'Connects to a device by SSH, and forwards ports and sockets.',
  members: {
    connect: call({
      doc: 'Connects, and tries again until the device answers or time is up. Other calls connect by themselves, but try once.',
      options: { timeout: duration().default(60_000).describe('How long to try.') },
      result: z.void(),
    }),
    disconnect: call({
      doc: 'Ends the connection. Forwards stay, and the next call connects anew.',
      result: z.void(),
    }),
    commandLine: call({
      doc: "Gives the command line that opens a terminal on the device with OpenSSH, for a shell on the bench's machine.",
      readOnly: true,
      result: z.string(),
    }),
    tunnel: connection({
      doc: 'Opens a connection through SSH for one program alone, as hil forward does.',
      options: {
        target: z
          .string()
          .optional()
          .describe(
            'Seen from the device: 80, 10.0.0.5:80, or the path of a unix socket; its own SSH server if left out.',
          ),
      },
    }),
    openForward: call({
      doc: "Makes a port or socket of the device reachable on the bench's machine, and gives its address there.",
      params: [
        param('target', z.string(), 'Seen from the device: 80, 10.0.0.5:80, or the path of a unix socket.'),
      ],
      options: {
        local: z
          .string()
          .default('127.0.0.1:0')
          .describe("Port, address or path on the bench's machine; a free port of 127.0.0.1 if left out."),
      },
      result: z.string().describe('127.0.0.1:40123, or the path of a unix socket.'),
    }),
    openReverseForward: call({
      doc: "Makes a port or socket of the bench's machine reachable on the device, and gives its address there.",
      params: [
        param(
          'target',
          z.string(),
          "Seen from the bench's machine: 8080, 10.0.0.7:80, or the path of a unix socket.",
        ),
      ],
      options: {
        remote: z
          .string()
          .default('127.0.0.1:0')
          .describe('Port, address or path on the device; a free port of 127.0.0.1 if left out.'),
      },
      result: z.string(),
    }),
    closeForward: call({
      doc: 'Closes a forward and the connections through it; does nothing when there is none.',
      params: [param('address', z.string(), 'The address that opening it gave.')],
      result: z.void(),
    }),
    forwards: call({ doc: 'Lists the open forwards.', readOnly: true, result: z.array(forward) }),
  },
})
