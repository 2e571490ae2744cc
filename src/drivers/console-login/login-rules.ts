import { z } from 'zod'
import { duration } from '../../runtime/units.ts'

/** A regular expression of a bench file. */
export const pattern = () =>
  z.string().transform((source, context) => {
    try {
      return new RegExp(source)
    } catch {
      context.issues.push({ code: 'custom', message: 'expected a regular expression', input: source })
      return z.NEVER
    }
  })

const CURRENT = String.raw`(?:\(current\) UNIX|Current|Old) password: *$`
const NEW = '[Nn]ew (?:UNIX )?password: *$'

/** What a bench file says about the way to a shell. */
export const loginSettings = {
  prompt: pattern()
    .default(/[#$>%] ?$/)
    .describe('Regular expression of the prompt, as it ends the last line.'),
  username: z.string().optional().describe('Who logs in, where the device asks.'),
  password: z.string().optional().describe('The password of that user.'),
  newPassword: z
    .string()
    .optional()
    .describe('The password to set where the device demands a new one on its first boot; tried later too.'),
  loginPrompt: pattern()
    .default(/(?:login|[Uu]ser ?name): *$/)
    .describe('Regular expression of what asks for the user.'),
  passwordPrompt: pattern()
    .default(/[Pp]assword(?: for [\w-]+)?: *$/)
    .describe('Regular expression of what asks for the password.'),
  refusal: pattern()
    .default(/Login incorrect|Authentication failure/)
    .describe('Regular expression of what the device says to a wrong password.'),
  before: z
    .array(z.strictObject({ when: pattern(), send: z.string(), times: z.number().int().default(1) }))
    .default([])
    .describe('What else the device says on the way to the shell, and what is sent then.'),
  loginTimeout: duration().default(60_000).describe('How long the way to the shell may take, boot included.'),
  nudge: duration().default(2000).describe('After how much silence Enter is pressed.'),
}

/** The settings as a driver gets them. */
export type LoginSettings = z.output<z.ZodObject<typeof loginSettings>>

/** One thing that a device may say on the way to its shell, and what is done then. */
export interface LoginRule {
  /** What has happened when the rule was followed, for errors. */
  readonly state: string
  readonly when: RegExp
  /** What to type; undefined where the bench file does not say it. */
  readonly send: string | undefined
  /** True if nobody may see what is typed. */
  readonly secret?: boolean
  /** How often it is followed before the device counts as having refused. */
  readonly times: number
  /** The key that would say what to type. */
  readonly key?: string
  /** True if it may stand anywhere in what was said, not on the last line alone. */
  readonly anywhere?: true
}

/** The rules of a login, the most particular first. */
export function loginRules(settings: LoginSettings, password: string | undefined): readonly LoginRule[] {
  const { username, newPassword } = settings
  const once = { times: 2 }
  const hidden = { ...once, secret: true }
  return [
    ...settings.before.map(({ when, send, times }) => ({
      ...{ state: `answered ${when}`, when, send, times },
      anywhere: true as const,
      secret: /pass|pin|secret/i.test(when.source),
    })),
    { state: 'old password sent', when: new RegExp(CURRENT), send: password, key: 'password', ...hidden },
    {
      ...{ state: 'new password sent', when: new RegExp(NEW), send: newPassword, key: 'newPassword' },
      ...{ times: 4, secret: true },
    },
    { state: 'user name sent', when: settings.loginPrompt, send: username, key: 'username', ...once },
    { state: 'password sent', when: settings.passwordPrompt, send: password, key: 'password', ...hidden },
  ]
}
