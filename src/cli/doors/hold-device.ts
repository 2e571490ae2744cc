import { randomUUID } from 'node:crypto'
import type { Connection, Waiting } from '../../runtime/connection.ts'

/** Keys of holds that commands take begin so: in a shell, they share its bench. */
export const DOOR_KEY = 'command '

/** Takes a device for this command alone; it goes back when the connection ends. */
export async function holdDevice(connection: Connection, name: string, waiting: Waiting = {}): Promise<void> {
  await connection.hold({ key: `${DOOR_KEY}${randomUUID()}`, wanted: [{ name }] }, waiting)
}
