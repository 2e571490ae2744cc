import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { DeclaredType, TypeTable } from './annotated-type.ts'
import { type DocComment, docCommentIn } from './doc-comment.ts'
import { readParameters, type Slot } from './parameters.ts'
import { type ClassMember, type ClassNode, type Expression, parseModule, type Statement } from './syntax.ts'

/** A function as its source describes it. */
export interface FunctionDescription {
  readonly doc: DocComment
  readonly slots: readonly Slot[]
  /** True for what is not meant to be called from outside: `private`, `protected`, `@internal`. */
  readonly hidden: boolean
}

/** A class as its source describes it. */
export interface ClassDescription {
  readonly doc: DocComment
  readonly constructorSlots: readonly Slot[] | undefined
  readonly methods: ReadonlyMap<string, FunctionDescription>
}

/** What the source of a module tells that its code does not: types and documentation. */
export interface ModuleDescription {
  readonly doc: DocComment
  readonly functions: ReadonlyMap<string, FunctionDescription>
  /** By name; the default export also as `default`. */
  readonly classes: ReadonlyMap<string, ClassDescription>
}

/** Reads the source of a module; what cannot be read has no description. */
export function readModule(path: string): ModuleDescription {
  const statements = parseModule(readFileSync(path, 'utf8'), /^\.[cm]?ts$/.test(extname(path))) ?? []
  return new ModuleReader(statements)
}

class ModuleReader implements ModuleDescription {
  readonly doc: DocComment
  readonly functions = new Map<string, FunctionDescription>()
  readonly classes = new Map<string, ClassDescription>()
  readonly #types: TypeTable

  constructor(statements: readonly Statement[]) {
    const [first] = statements
    const comments = first?.leadingComments ?? []
    // The comment nearest to a declaration is the declaration's.
    const own = first?.type === 'ImportDeclaration' ? comments : comments.slice(0, -1)
    this.doc = docCommentIn(own)
    this.#types = new Map(statements.flatMap(declaredTypes))
    for (const statement of statements) this.#read(statement, statement.leadingComments ?? [])
  }

  #read(statement: Statement, comments: Comments): void {
    switch (statement.type) {
      case 'ExportNamedDeclaration':
        if (statement.declaration) this.#read(statement.declaration, comments)
        break
      case 'ExportDefaultDeclaration':
        this.#readDefault(statement.declaration as Statement, comments)
        break
      case 'ClassDeclaration':
        this.#addClass(statement.id?.name ?? 'default', statement, comments)
        break
      case 'FunctionDeclaration':
        this.#addFunction(statement.id?.name ?? 'default', statement, comments)
        break
      case 'ExpressionStatement':
        this.#readAssignment(statement.expression, comments)
        break
      case 'VariableDeclaration':
        for (const { id, init } of statement.declarations)
          if (id.type === 'Identifier') this.#readValue(id.name, init, comments)
    }
  }

  #readDefault(declaration: Statement, comments: Comments): void {
    this.#read(declaration, comments)
    this.#readValue('default', declaration as unknown as Expression, comments)
    if (declaration.type !== 'ClassDeclaration') return
    const own = this.classes.get(declaration.id?.name ?? 'default')
    if (own !== undefined) this.classes.set('default', own)
  }

  /** `exports.name = …` and `module.exports = …`. */
  #readAssignment(expression: Expression, comments: Comments): void {
    if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return
    const { property } = expression.left
    const name = property.type === 'Identifier' ? property.name : ''
    this.#readValue(name === 'exports' ? 'default' : name, expression.right, comments)
  }

  #readValue(name: string, value: Expression | null | undefined, comments: Comments): void {
    if (value?.type === 'ClassExpression') this.#addClass(name, value, comments)
    if (value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression')
      this.#addFunction(name, value, comments)
    for (const property of value?.type === 'ObjectExpression' ? value.properties : []) {
      if (property.type === 'SpreadElement' || property.key.type !== 'Identifier') continue
      const own = property.leadingComments ?? []
      if (property.type === 'ObjectMethod') this.#addFunction(property.key.name, property, own)
      else this.#readValue(property.key.name, property.value as Expression, own)
    }
  }

  #addFunction(
    name: string,
    { params }: { params: Parameters<typeof readParameters>[0] },
    comments: Comments,
  ): void {
    this.functions.set(name, this.#describe(params, docCommentIn(comments)))
  }

  #addClass(name: string, node: ClassNode, comments: Comments): void {
    const methods = new Map<string, FunctionDescription>()
    let constructorSlots: readonly Slot[] | undefined
    for (const member of node.body.body) {
      const doc = docCommentIn(member.leadingComments)
      if (member.type === 'ClassMethod' && member.kind === 'constructor')
        constructorSlots = readParameters(member.params, { doc, types: this.#types })
      else if (member.type === 'ClassMethod' && member.key.type === 'Identifier' && member.kind === 'method')
        methods.set(member.key.name, { ...this.#describe(member.params, doc), hidden: isHidden(member, doc) })
    }
    this.classes.set(name, { doc: docCommentIn(comments), constructorSlots, methods })
  }

  #describe(params: Parameters<typeof readParameters>[0], doc: DocComment): FunctionDescription {
    return { doc, slots: readParameters(params, { doc, types: this.#types }), hidden: isInternal(doc) }
  }
}

type Comments = NonNullable<Statement['leadingComments']>

function isHidden(member: ClassMember, doc: DocComment): boolean {
  const access = 'accessibility' in member ? member.accessibility : undefined
  return access === 'private' || access === 'protected' || isInternal(doc)
}

function isInternal({ tags }: DocComment): boolean {
  return ['internal', 'ignore', 'private'].some((tag) => tags.has(tag))
}

function declaredTypes(statement: Statement): [string, DeclaredType][] {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (declared?.type === 'TSTypeAliasDeclaration')
    return [[declared.id.name, { kind: 'alias', type: declared.typeAnnotation }]]
  if (declared?.type === 'TSInterfaceDeclaration') {
    const type = { ...declared.body, type: 'TSTypeLiteral' as const, members: declared.body.body }
    return [[declared.id.name, { kind: 'alias', type }]]
  }
  if (declared?.type !== 'TSEnumDeclaration') return []
  return [[declared.id.name, { kind: 'enum', members: enumMembers(declared) }]]
}

function enumMembers(node: Extract<Statement, { type: 'TSEnumDeclaration' }>): Map<string, string | number> {
  const members = new Map<string, string | number>()
  let next = 0
  for (const { id, initializer } of node.members ?? []) {
    const name = id.type === 'Identifier' ? id.name : id.value
    const literal = initializer?.type === 'StringLiteral' || initializer?.type === 'NumericLiteral'
    const value = literal ? initializer.value : next
    members.set(name, value)
    if (typeof value === 'number') next = value + 1
  }
  return members
}
