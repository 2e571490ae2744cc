import type { AnyDriver } from '../../runtime/driver.ts'
import { conserver } from './conserver.ts'
import { rfc2217 } from './rfc2217.ts'
import { serial } from './serial.ts'
import { tcpConsole } from './tcp-console.ts'
import { telnet } from './telnet.ts'

/** Drivers of consoles: serial ports and consoles in the network. */
export const consoleDrivers: readonly AnyDriver[] = [serial, tcpConsole, telnet, rfc2217, conserver]
