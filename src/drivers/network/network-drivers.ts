import type { AnyDriver } from '../../runtime/driver.ts'
import { endpointsDriver } from './endpoints.ts'
import { httpFiles } from './http-files.ts'
import { linuxNetwork } from './linux-network.ts'

import { tftpFiles } from './tftp-files.ts'

/** Drivers of networks, endpoints and file servers. */
export const networkDrivers: readonly AnyDriver[] = [endpointsDriver, linuxNetwork, httpFiles, tftpFiles]
