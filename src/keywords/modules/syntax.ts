import { createRequire } from 'node:module'
import type * as Babel from '@babel/parser'

type Program = ReturnType<typeof Babel.parse>['program']
/** A statement of a module. */
export type Statement = Program['body'][number]
type StatementOf<Type extends Statement['type']> = Extract<Statement, { type: Type }>
/** A class. */
export type ClassNode = Pick<StatementOf<'ClassDeclaration'>, 'body' | 'superClass' | 'leadingComments'>
/** A member of a class. */
export type ClassMember = ClassNode['body']['body'][number]
/** A parameter of a function or constructor. */
export type Parameter = Extract<ClassMember, { type: 'ClassMethod' }>['params'][number]
/** What a parameter's name and annotation stand on. */
export type Pattern = Exclude<Parameter, { type: 'TSParameterProperty' }>
/** A type annotation. */
export type TypeNode = StatementOf<'TSTypeAliasDeclaration'>['typeAnnotation']
/** An expression. */
export type Expression = NonNullable<StatementOf<'VariableDeclaration'>['declarations'][number]['init']>
/** A comment. */
export type Comment = NonNullable<Statement['leadingComments']>[number]

/** Reads the text of a module; undefined if it cannot be read, as the language of another tool. */
export function parseModule(text: string, isTypeScript: boolean): readonly Statement[] | undefined {
  try {
    return babel().parse(text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      plugins: isTypeScript ? ['typescript', 'decorators'] : ['jsx', 'decorators'],
    }).program.body
  } catch {
    return undefined
  }
}

/** Reads the text of a function as `Function.prototype.toString` gives it; undefined for a built-in one. */
export function parseFunction(text: string): readonly Pattern[] | undefined {
  return paramsOf(expressionIn(`(${text})`)) ?? paramsOf(memberIn(expressionIn(`({${text}})`)))
}

/** Reads a type as it stands in a comment; undefined if it cannot be read. */
export function parseType(text: string): TypeNode | undefined {
  const [statement] = parseModule(`type T = ${text}`, true) ?? []
  return statement?.type === 'TSTypeAliasDeclaration' ? statement.typeAnnotation : undefined
}

function expressionIn(text: string): Expression | undefined {
  try {
    return babel().parseExpression(text)
  } catch {
    return undefined
  }
}

function memberIn(expression: Expression | undefined): unknown {
  return expression?.type === 'ObjectExpression' ? expression.properties[0] : undefined
}

function paramsOf(node: unknown): readonly Pattern[] | undefined {
  return typeof node === 'object' && node !== null && 'params' in node
    ? (node.params as readonly Pattern[])
    : undefined
}

/** Loaded when the first library of a suite is read: most suites have none. */
function babel(): typeof Babel {
  return createRequire(import.meta.url)('@babel/parser') as typeof Babel
}
