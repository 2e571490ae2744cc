import { z } from 'zod'
import { hexBytes } from '../hex-bytes.ts'
import { call, defineInterface, param } from '../interface.ts'

/** A chip on an SPI bus. */
export const spi = defineInterface({
  name: 'spi',
  version: 1,
  doc: 'Speaks to a chip on an SPI bus.',
  members: {
    transfer: call({
      doc: 'Sends bytes while the chip is selected; returns as many bytes, which came meanwhile.',
      params: [param('data', hexBytes(), 'Bytes to send, such as 9F 00 00 00.')],
      result: z.instanceof(Uint8Array),
    }),
  },
})
