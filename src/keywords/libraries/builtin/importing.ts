import { SuiteError } from '../../../runtime/errors.ts'
import { anything, boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext, RuntimeImports } from '../../catalogue/keyword-context.ts'
import { toText } from '../../value/text.ts'

/** The keywords that import while a suite runs. */
export const importingKeywords = [
  defineKeyword({
    name: 'Import Library',
    doc: 'Imports a library as the Library setting does. Paths start at the folder of the suite.',
    arguments: [
      arg('name', text, 'Name or path of the library.'),
      rest('args', anything, 'Its arguments, and AS with another name.'),
    ],
    run: ({ name, args }, context) => {
      const [word, alias] = args.slice(-2)
      const hasAlias = args.length > 1 && /^(?:AS|WITH +NAME)$/.test(toText(word))
      const given = hasAlias ? args.slice(0, -2) : args
      importsOf(context).library(name, given, hasAlias ? toText(alias) : undefined)
    },
  }),
  defineKeyword({
    name: 'Import Resource',
    doc: 'Imports a resource file as the Resource setting does; its variables replace those of the suite.',
    arguments: [arg('path', text, 'Path of the file, from the folder of the suite.')],
    run: ({ path }, context) => importsOf(context).resource(path, context),
  }),
  defineKeyword({
    name: 'Import Variables',
    doc: 'Gives the suite the variables of a YAML or JSON file; they replace those that it has.',
    arguments: [
      arg('path', text, 'Path of the file, from the folder of the suite.'),
      rest('args', anything, 'YAML and JSON files take none.'),
    ],
    run: ({ path, args }, context) => importsOf(context).variables(path, args, context),
  }),
  defineKeyword({
    name: 'Reload Library',
    doc: 'Tells how many keywords a library has. They are read once, when the suite is bound.',
    arguments: [arg('name_or_instance', text, 'Name of the library.')],
    run: ({ name_or_instance: name }, context) => {
      const count = importsOf(context).keywordCount(name)
      if (count === undefined) throw noLibrary(name)
      context.log(`Reloaded library ${name} with ${count} keywords.`)
    },
  }),
  defineKeyword({
    name: 'Get Library Instance',
    doc: 'Is refused: suites reach libraries through their keywords only.',
    arguments: [
      optional('name', text, undefined, 'Name of the library.'),
      optional('all', boolean, false, 'Robot has all instances with it.'),
    ],
    run: ({ name }, context) => {
      if (name !== undefined && importsOf(context).keywordCount(name) === undefined) throw noLibrary(name)
      throw new SuiteError('library-instance', 'Suites cannot hold the instance of a library.', {
        hint: 'Call its keywords. What several keywords need, the library can return as a value.',
      })
    },
  }),
]

function noLibrary(name: string): SuiteError {
  return new SuiteError('unknown-library', `No library '${name}' found.`)
}

function importsOf({ imports }: KeywordContext): RuntimeImports {
  if (imports !== undefined) return imports
  throw new SuiteError('no-suite', 'Only suites can import; this call comes from a spec.')
}
