/** A message of the Linux kernel with its time, up to the end of its line. */
const MESSAGE = /\[ *(\d+\.\d{6})\][^\n]*(?:\n|$)/g
/** The clock of messages and the one of `/proc/uptime` differ by so many seconds at most. */
const SKEW = 0.5

/** Text (as Latin-1) without any messages of the kernel. */
export function withoutKernelMessages(text: string): string {
  return text.includes('[') ? text.replace(MESSAGE, '') : text
}

/**
 * Text without the messages that the kernel wrote into it: those younger than the moment (seconds since boot) when the
 * command began. What a command prints of older messages, as `dmesg` does, stays, and so does a message that comes again.
 */
export function withoutYoungMessages(text: string, began: number): string {
  if (!text.includes('[')) return text
  const seen = new Set<string>()
  return text.replace(MESSAGE, (message, time: string) => {
    const line = message.trimEnd()
    if (Number(time) < began - SKEW || seen.has(line)) return message
    seen.add(line)
    return ''
  })
}
