import { z } from 'zod'
import { type AnyDriver, defineDriver } from '../../runtime/driver.ts'
import { storage } from '../../runtime/interfaces/storage.ts'
import { type FlashToolData, flashToolSchema, type ToolValues, toolTimes } from './flash-tool.ts'
import { createToolStorage } from './tool-storage.ts'

/** An option of a tool: what the bench file can set, and what it is otherwise. */
export interface ToolOption {
  readonly doc: string
  readonly fallback?: string | number | readonly string[]
  /** True if the bench file must set it. */
  readonly required?: true
  /** True if it may be several. */
  readonly list?: true
}

/** A flashing tool that is built in: its data and the options that a bench file sets. */
export interface KnownTool {
  readonly type: string
  readonly doc: string
  readonly testedAgainst: string
  readonly options: Readonly<Record<string, ToolOption>>
  readonly tool: FlashToolData
}

/** Makes the driver of a tool. */
export function defineFlasher({ type, doc, testedAgainst, options, tool }: KnownTool): AnyDriver {
  const own = Object.entries(options).map(([name, option]) => [name, schemaOf(option)])
  const data = flashToolSchema.parse(tool)
  return defineDriver({
    ...{ type, doc, testedAgainst, provides: [storage] },
    config: z.strictObject({
      program: z.string().default(tool.program).describe('The program, by its name on the PATH or its path.'),
      ...toolTimes,
      ...(Object.fromEntries(own) as Record<string, z.ZodType>),
    }),
    open: async ({ program, timeout, patience, ...values }, { directory }) => ({
      storage: createToolStorage({
        tool: { ...data, program },
        ...{ values: values as ToolValues, directory, timeout, patience },
      }),
      [Symbol.asyncDispose]: async () => {},
    }),
  })
}

/** Any tool, described in the bench file. */
export const flashTool = defineDriver({
  type: 'flash-tool',
  doc: 'Writes images by any command-line tool, which the bench file describes.',
  testedAgainst: 'a program of our own',
  provides: [storage],
  config: flashToolSchema.extend({
    ...toolTimes,
    values: z
      .record(z.string(), z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]))
      .default({})
      .describe('Values that stand in its words, by name.'),
  }),
  open: async ({ values, timeout, patience, ...tool }, { directory }) => ({
    storage: createToolStorage({ tool, values, directory, timeout, patience }),
    [Symbol.asyncDispose]: async () => {},
  }),
})

function schemaOf({ doc, fallback, list, required }: ToolOption): z.ZodType {
  const one = z.union([z.string(), z.number()])
  const schema: z.ZodType<unknown> =
    list === true ? z.union([one.transform((value) => [value]), z.array(one)]) : one
  if (fallback !== undefined) return schema.default(fallback).describe(doc)
  return (required === true ? schema : schema.optional()).describe(doc)
}
