import { type PageArgument, shownArgument } from '../keyword-pages/keyword-page.ts'
import { escapeHtml } from './escape-html.ts'
import { type FindReference, inlineMarkup } from './inline-markup.ts'

/** Arguments with their types, defaults and documentation as an HTML table; columns that would be empty are left out. */
export function argumentTable(list: readonly PageArgument[], find: FindReference): string {
  if (list.length === 0) return ''
  const typed = list.some(({ type }) => type !== undefined)
  const documented = list.some(({ doc }) => doc !== '')
  const heads = ['Argument', ...(typed ? ['Type'] : []), 'Default', ...(documented ? ['What it is'] : [])]
  const rows = list.map((argument) => {
    const { type = '', doc } = argument
    const cells = [
      `<th scope="row"><code>${escapeHtml(plainName(argument))}</code></th>`,
      ...(typed ? [`<td>${escapeHtml(type)}</td>`] : []),
      `<td>${leftOut(argument)}</td>`,
      ...(documented ? [`<td class="what">${inlineMarkup(doc, find)}</td>`] : []),
    ]
    return `<tr>${cells.join('')}</tr>`
  })
  const head = heads.map((title) => `<th scope="col">${title}</th>`).join('')
  return `<div class="wide"><table class="arguments"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function plainName(argument: PageArgument): string {
  return shownArgument({ ...argument, required: true })
}

function leftOut({ kind, required, defaultValue }: PageArgument): string {
  if (required) return '<span class="dim">required</span>'
  if (defaultValue !== undefined) return defaultValue === '' ? '' : `<code>${escapeHtml(defaultValue)}</code>`
  const several = kind === 'VAR_POSITIONAL' || kind === 'VAR_NAMED'
  return `<span class="dim">${several ? 'any number' : 'optional'}</span>`
}
