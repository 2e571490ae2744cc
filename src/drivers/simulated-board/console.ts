import { z } from 'zod'
import { console } from '../../runtime/interfaces/console.ts'
import { duration } from '../../runtime/units.ts'
import { defineSimulation } from '../simulated/simulation.ts'
import { ScriptedConsole } from './scripted-console.ts'

/** A console that boots with its power and answers lines as the bench file says. */
export const simulatedConsole = defineSimulation(console, {
  config: {
    boot: z
      .string()
      .default('Simulated device\nReset cause: {cause}\n')
      .describe('What it says when it starts; {cause} is why.'),
    bootTime: duration().default(0).describe('Time from the start to the prompt.'),
    prompt: z.string().default('sim> ').describe('What it says when it waits for a line.'),
    echo: z.boolean().default(true).describe('Whether it sends back what is typed.'),
    replies: z
      .record(z.string(), z.string())
      .default({})
      .describe('What it answers, by the line that is typed.'),
    unknown: z
      .string()
      .default('unknown command: {line}')
      .describe('What it answers to other lines; echo TEXT it knows by itself.'),
  },
  create: (script, { board }) => ({ stream: new ScriptedConsole(script, board).channel }),
})
