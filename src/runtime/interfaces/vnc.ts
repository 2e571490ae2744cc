import { connection, defineInterface } from '../interface.ts'

/** The screen, keyboard and mouse of a device for a person, by the protocol of VNC (RFB). */
export const vnc = defineInterface({
  name: 'vnc',
  version: 1,
  doc: 'Shows the screen of a device to a person, who can type and point: `hil screen` opens it in a browser.',
  members: {
    connect: connection({ doc: 'A connection to the VNC server of the device.' }),
  },
})
