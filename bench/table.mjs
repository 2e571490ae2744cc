/** Figures as a Markdown table, with columns of even width. */
export function figureTable(figures) {
  const head = ['figure', 'target', 'measured', 'beside it, in the same run', 'command']
  const rows = figures.map(({ name, target, measured, beside, command }) => [
    ...[name, target, measured, beside || '–'].map((cell) => cell.replaceAll('|', '\\|')),
    `\`${command}\``,
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)))
  const lines = [head, widths.map((width) => '-'.repeat(width)), ...rows]
  return lines.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`).join('\n')
}
