import { text } from '../../catalogue/argument-type.ts'
import { defineKeyword, rest } from '../../catalogue/keyword.ts'

/** The keyword about which of several keywords of one name is meant. */
export const searchOrderKeywords = [
  defineKeyword({
    name: 'Set Library Search Order',
    doc: 'Sets the libraries and resource files whose keywords go before others of the same name. Gives the order before.',
    arguments: [rest('searchOrder', text, 'Names of libraries and resource files, the first one first.')],
    run: (given, context) => context.setSearchOrder(given.searchOrder),
  }),
]
