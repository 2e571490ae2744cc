import { DeviceError } from '../../../runtime/errors.ts'
import { endpoints } from '../../../runtime/interfaces/endpoints.ts'
import { integer, text, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'

const NEEDS = { interface: 'endpoints' } as const
const endpoint = arg('endpoint', text, 'Name of the endpoint, as the bench file has it.')
const path = optional('path', text, '/', 'Path and query.')
const timeout = optional('timeout', time, 30_000, 'How long to wait at most.')
/** How much of an answer a message shows. */
const SHOWN = 200

const checks = [
  defineKeyword({
    name: 'Get From Endpoint',
    phrases: ['Get {path} over HTTP from {endpoint} [within {timeout}]'],
    doc: 'Asks an HTTP endpoint for a path and returns the text of its answer; fails unless the status is 200 to 299.',
    ...NEEDS,
    arguments: [endpoint, path, timeout],
    run: async (values, context) => {
      const options = { path: values.path, timeout: values.timeout, signal: context.signal }
      const { status, body } = await context.device().endpoints.request(values.endpoint, options)
      if (status >= 200 && status < 300) return body
      throw statusError(`${values.endpoint}${values.path}`, '200 to 299', { status, body })
    },
  }),
  defineKeyword({
    name: 'Http Status Should Be',
    phrases: ['Status of {endpoint} [at {path}] should be {status}'],
    doc: 'Asks an HTTP endpoint for a path and fails unless it answers with the given status. Returns the text of its answer.',
    ...NEEDS,
    arguments: [endpoint, arg('status', integer, 'The status, such as 404.'), path, timeout],
    run: async (values, context) => {
      const options = { path: values.path, timeout: values.timeout, signal: context.signal }
      const { status, body } = await context.device().endpoints.request(values.endpoint, options)
      if (status === values.status) return body
      throw statusError(`${values.endpoint}${values.path}`, String(values.status), { status, body })
    },
  }),
]

/** Keywords for the TCP, UDP and HTTP ports of a device. */
export const endpointsLibrary = defineLibrary('Endpoints', endpoints.doc, [
  ...checks,
  ...withPhrases(generateKeywords(endpoints), {
    'Endpoints Wait Until Open': ['Wait until {endpoint} answers [within {timeout}]'],
    'Endpoints Address': ['Address of endpoint {endpoint}'],
    'Endpoints Exchange': ['Exchange {data} with {endpoint} [within {timeout}]'],
    'Endpoints Request': ['Send request to {endpoint} [for {path}] [with method {method}]'],
  }),
])

interface Answer {
  readonly status: number
  readonly body: string | Uint8Array
}

function statusError(what: string, expected: string, { status, body }: Answer): DeviceError {
  const start = typeof body === 'string' ? body.slice(0, SHOWN).trim() : `${body.length} bytes`
  const shown = start === '' ? '' : `:\n  | ${start.replaceAll('\n', '\n  | ')}`
  return new DeviceError(
    'http-status',
    `${what} answered with status ${status}, expected ${expected}${shown}`,
  )
}
