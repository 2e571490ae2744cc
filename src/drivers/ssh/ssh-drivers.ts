import type { AnyDriver } from '../../runtime/driver.ts'
import { sshDriver } from './ssh.ts'

/** Drivers that speak SSH. */
export const sshDrivers: readonly AnyDriver[] = [sshDriver]
