// Turns what a program wrote to a terminal into a page of HTML.

const COLOURS = {
  30: '#6b7280',
  31: '#f87171',
  32: '#4ade80',
  33: '#facc15',
  34: '#60a5fa',
  35: '#e879f9',
  36: '#22d3ee',
  90: '#9ca3af',
}

const ESCAPE = String.fromCharCode(27)
const SEQUENCE = new RegExp(`(${ESCAPE}\\[[\\d;]*[A-Za-z])`)
const COLOUR = new RegExp(`^${ESCAPE}\\[([\\d;]*)m$`)

/** A page that shows a prompt with a command, and what the command wrote. */
export function terminalPage(command, output) {
  const body = `<span style="color:#9ca3af">$ </span><b>${escapeHtml(command)}</b>\n${coloured(output.trimEnd())}`
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #111827; }
    pre { display: inline-block; margin: 0; padding: 16px 22px; color: #e5e7eb; font: 13px/1.45 'DejaVu Sans Mono', monospace; }
  </style><pre>${body}</pre>`
}

/** Text with colour codes (SGR) as spans; other escape sequences are left out. */
function coloured(text) {
  let style = {}
  return text
    .split(SEQUENCE)
    .map((part) => {
      const codes = COLOUR.exec(part)
      if (codes === null) return part.startsWith(ESCAPE) ? '' : span(part, style)
      for (const code of codes[1].split(';').map(Number)) style = apply(style, code)
      return ''
    })
    .join('')
}

function apply(style, code) {
  if (code === 0) return {}
  if (code === 1) return { ...style, 'font-weight': 'bold' }
  if (code === 2) return { ...style, opacity: '0.65' }
  if (code === 22) return { ...style, 'font-weight': undefined, opacity: undefined }
  if (code === 39) return { ...style, color: undefined }
  return COLOURS[code] === undefined ? style : { ...style, color: COLOURS[code] }
}

function span(text, style) {
  const css = Object.entries(style).filter(([, value]) => value !== undefined)
  const shown = escapeHtml(text)
  if (css.length === 0 || text === '') return shown
  return `<span style="${css.map(([name, value]) => `${name}:${value}`).join(';')}">${shown}</span>`
}

function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
