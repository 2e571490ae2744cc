/** Offsets in the expression's source; `end` is past the last character. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A parsed expression, as conditions and `Evaluate` have them. Plain data: nothing in it has been evaluated. */
export type ExpressionTree = ExpressionNode & Span

export type ExpressionNode =
  | LiteralNode
  | TextNode
  | PatternNode
  | QuantityNode
  | VariableNode
  | NestedNode
  | OperatorNode
  | ComprehensionNode
  | AccessNode

export type LiteralNode =
  | { readonly kind: 'constant'; readonly value: null | boolean }
  /** A whole number; a bigint past 2^53. */
  | { readonly kind: 'int'; readonly value: number | bigint }
  /** A number written with a point or an exponent, even when it is whole (`2.0`). */
  | { readonly kind: 'float'; readonly value: number }

/** A string: one text, or texts and variables when variables stand inside the quotes. */
export interface TextNode {
  readonly kind: 'text'
  readonly parts: readonly (string | (VariableNode & Span))[]
  /** True for `b'…'`, whose characters are bytes. */
  readonly bytes?: boolean
}

/** A pattern between slashes; `flags` are those of `/re/i`. */
export interface PatternNode {
  readonly kind: 'pattern'
  readonly source: string
  readonly flags: string
}

/** Numbers with units: `20 s`, `1 min 30 s`. Which units exist is not the grammar's business. */
export interface QuantityNode {
  readonly kind: 'quantity'
  readonly text: string
}

/**
 * A variable. `braced` has its whole source, items included (`${list}[0]`); `dollar` is `$name`; `bare` is a name
 * alone, which is also how modules (`math`) and types (`str`) are written.
 */
export interface VariableNode {
  readonly kind: 'variable'
  readonly form: 'braced' | 'dollar' | 'bare'
  readonly source: string
}

export type NestedNode =
  | {
      readonly kind: 'list' | 'tuple' | 'set'
      readonly items: readonly ExpressionTree[]
    }
  | {
      readonly kind: 'dict'
      readonly entries: readonly { readonly key: ExpressionTree; readonly value: ExpressionTree }[]
    }

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '&' | '|' | '^' | '<<' | '>>'
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not'
export type CheckWord =
  | 'contains'
  | 'starts with'
  | 'ends with'
  | 'matches'
  | 'is empty'
  | 'between'
  | 'at least'
  | 'at most'
  | 'above'
  | 'below'

export type OperatorNode =
  | { readonly kind: 'unary'; readonly operator: '+' | '-' | '~' | 'not'; readonly operand: ExpressionTree }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: ExpressionTree
      readonly right: ExpressionTree
    }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly operands: readonly ExpressionTree[] }
  /** A chain as in `0 < x <= 5`. */
  | {
      readonly kind: 'compare'
      readonly first: ExpressionTree
      readonly rest: readonly { readonly operator: CompareOperator; readonly operand: ExpressionTree }[]
    }
  /** A check in words: `x contains "a"`, `x is not between 1 and 2`. */
  | {
      readonly kind: 'check'
      readonly word: CheckWord
      readonly negated: boolean
      readonly subject: ExpressionTree
      readonly operands: readonly ExpressionTree[]
    }
  | {
      readonly kind: 'conditional'
      readonly test: ExpressionTree
      readonly then: ExpressionTree
      readonly otherwise: ExpressionTree
    }

/** `[element for names in iterable if condition]`; `value` only in a dict. */
export interface ComprehensionNode {
  readonly kind: 'comprehension'
  readonly result: 'list' | 'set' | 'dict' | 'generator'
  readonly element: ExpressionTree
  readonly value?: ExpressionTree
  readonly clauses: readonly ComprehensionClause[]
}

export interface ComprehensionClause {
  readonly names: readonly string[]
  readonly iterable: ExpressionTree
  readonly conditions: readonly ExpressionTree[]
}

export type AccessNode =
  | { readonly kind: 'index'; readonly object: ExpressionTree; readonly index: ExpressionTree }
  | {
      readonly kind: 'slice'
      readonly object: ExpressionTree
      readonly from: ExpressionTree | null
      readonly to: ExpressionTree | null
      readonly step: ExpressionTree | null
    }
  | { readonly kind: 'attribute'; readonly object: ExpressionTree; readonly name: string }
  /** `len(x)`; with an object `x.strip()` and `math.sqrt(x)`. */
  | {
      readonly kind: 'call'
      readonly object: ExpressionTree | null
      readonly name: string
      readonly args: readonly ExpressionTree[]
      readonly named: readonly { readonly name: string; readonly value: ExpressionTree }[]
    }

/** The trees directly inside a tree, in the order of the source. */
export function partsOf(tree: ExpressionTree): readonly ExpressionTree[] {
  switch (tree.kind) {
    case 'constant':
    case 'int':
    case 'float':
    case 'pattern':
    case 'quantity':
    case 'variable':
      return []
    case 'text':
      return tree.parts.filter((part) => typeof part !== 'string')
    case 'list':
    case 'tuple':
    case 'set':
      return tree.items
    case 'dict':
      return tree.entries.flatMap((entry) => [entry.key, entry.value])
    case 'comprehension':
      return partsOfComprehension(tree)
    case 'index':
      return [tree.object, tree.index]
    case 'slice':
      return [tree.object, tree.from, tree.to, tree.step].filter((part) => part !== null)
    case 'attribute':
      return [tree.object]
    case 'call':
      return [
        ...(tree.object === null ? [] : [tree.object]),
        ...tree.args,
        ...tree.named.map((arg) => arg.value),
      ]
    default:
      return partsOfOperator(tree)
  }
}

function partsOfOperator(tree: OperatorNode): readonly ExpressionTree[] {
  switch (tree.kind) {
    case 'unary':
      return [tree.operand]
    case 'binary':
      return [tree.left, tree.right]
    case 'logic':
      return tree.operands
    case 'compare':
      return [tree.first, ...tree.rest.map((relation) => relation.operand)]
    case 'check':
      return [tree.subject, ...tree.operands]
    case 'conditional':
      return [tree.then, tree.test, tree.otherwise]
  }
}

function partsOfComprehension(tree: ComprehensionNode): readonly ExpressionTree[] {
  const clauses = tree.clauses.flatMap((clause) => [clause.iterable, ...clause.conditions])
  return [tree.element, ...(tree.value === undefined ? [] : [tree.value]), ...clauses]
}
