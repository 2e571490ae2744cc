import type { LooseKeyword } from '../catalogue/keyword.ts'
import { EvaluationError } from '../value/evaluation-error.ts'

const NAMES: Readonly<Record<string, readonly [type: string, number: number, text: string]>> = {
  ENOENT: ['FileNotFoundError', 2, 'No such file or directory'],
  ESRCH: ['ProcessLookupError', 3, 'No such process'],
  EACCES: ['PermissionError', 13, 'Permission denied'],
  EPERM: ['PermissionError', 1, 'Operation not permitted'],
  EEXIST: ['FileExistsError', 17, 'File exists'],
  EXDEV: ['OSError', 18, 'Invalid cross-device link'],
  ENOTDIR: ['NotADirectoryError', 20, 'Not a directory'],
  EISDIR: ['IsADirectoryError', 21, 'Is a directory'],
  EINVAL: ['OSError', 22, 'Invalid argument'],
  ENOSPC: ['OSError', 28, 'No space left on device'],
  EROFS: ['OSError', 30, 'Read-only file system'],
  ENOTEMPTY: ['OSError', 39, 'Directory not empty'],
}

/** The same keywords, whose failures at the operating system are told in Python's words. */
export function tellingSystemErrors(keywords: readonly LooseKeyword[]): LooseKeyword[] {
  return keywords.map((keyword) => ({
    ...keyword,
    run: (values, context) => withSystemErrors(() => keyword.run(values, context)),
  }))
}

async function withSystemErrors<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw systemError(error)
  }
}

/** An error of the operating system in Python's words; any other error as it is. */
export function systemError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const { code, path } = error as NodeJS.ErrnoException
  const known = NAMES[String(code)]
  if (known === undefined) return error
  const [type, number, text] = known
  const at = path === undefined ? '' : `: '${path}'`
  return new EvaluationError(type, `[Errno ${number}] ${text}${at}`)
}
