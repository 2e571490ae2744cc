import { HilError, SuiteError } from '../../runtime/errors.ts'
import type { ImageExporters } from '../../runtime/fetching/exporter-image.ts'
import type { Address } from '../../transport/wire/web-socket.ts'
import { exporterAddress } from './exporter-address.ts'

/** The way to the images of the exporters that this user gave names: `hil context add`. */
export function namedExporters(env: NodeJS.ProcessEnv): ImageExporters {
  return {
    find: async (exporter, image, signal) => {
      const { exporterImages } = await import('../../transport/files/exporter-images.ts')
      return exporterImages((context) => addressNamed(context, env)).find(exporter, image, signal)
    },
  }
}

/** Only who was named is asked, so that nobody else is shown a token. */
async function addressNamed(context: string, env: NodeJS.ProcessEnv): Promise<Address> {
  try {
    const address = await exporterAddress({ context }, env)
    if (address !== undefined) return address
  } catch (error) {
    if (!(error instanceof HilError) || error.code !== 'unknown-context') throw error
  }
  throw new SuiteError('unknown-context', `The machine of the bench knows no exporter "${context}".`, {
    hint: 'Give it a name there: hil context add NAME URL --token-file FILE',
  })
}
