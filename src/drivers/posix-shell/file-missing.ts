import { DeviceError } from '../../runtime/errors.ts'

/** `file-missing`: the device has no such file, or no folder for it. */
export function fileMissing(device: string, path: string, cause?: unknown): DeviceError {
  const message = `${device} has no file ${path}, or no folder for it.`
  return new DeviceError('file-missing', message, { cause, device })
}
