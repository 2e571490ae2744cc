import { text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, defineLibrary, optional } from '../../catalogue/keyword.ts'

const selector = 'Labels that the device must have, such as vendor=acme,model=widget-v2, or its name.'

const keywords = [
  defineKeyword({
    name: 'Connect To Exporter',
    phrases: ['Connect to exporter {selector}'],
    doc: 'Takes the device that matches a selector; keywords speak to it from then on.',
    arguments: [optional('selector', text, '', selector)],
    run: async (values, context) => {
      await context.useDevice(values.selector)
    },
  }),
  defineKeyword({
    name: 'Use Device',
    phrases: ['Use device {selector}'],
    doc: 'Takes the device that matches a selector; keywords speak to it from then on. The same as Connect To Exporter.',
    arguments: [arg('selector', text, selector)],
    run: async (values, context) => {
      await context.useDevice(values.selector)
    },
  }),
  defineKeyword({
    name: 'Disconnect',
    phrases: ['Disconnect'],
    doc: 'Leaves the device in use: keywords speak to none until one is chosen again. It goes back to the bench when the test ends.',
    arguments: [],
    run: async (_values, context) => context.leaveDevice(),
  }),
]

/** Keywords that choose devices of the bench. */
export const benchLibrary = defineLibrary(
  'Bench',
  'Chooses the devices of the bench that keywords speak to.',
  keywords,
)
