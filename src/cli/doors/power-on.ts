import type { Connection } from '../../runtime/connection.ts'

/** Supplies power to a device, if it has a power switch. */
export async function powerOn(device: string, connection: Connection): Promise<void> {
  const power = connection.description.devices
    .find(({ name }) => name === device)
    ?.abilities.find((ability) => ability.interface === 'power')
  if (power !== undefined) await connection.call({ device, ability: power.name, member: 'on' }, {})
}
