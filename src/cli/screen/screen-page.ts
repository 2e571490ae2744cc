/** The page that shows a screen; its paths are relative to where it lies, so that they keep the token. */
export function screenPage(name: string): string {
  const title = name.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<style>
  html, body { height: 100%; margin: 0; background: #222; color: #ddd; font: 14px sans-serif; }
  #screen { height: calc(100% - 2rem); }
  #status { height: 2rem; line-height: 2rem; padding: 0 0.5rem; }
  button { margin-left: 1rem; }
</style>
<div id="status"><span id="words" role="status">Connecting to ${title}…</span><button id="cad">Ctrl+Alt+Delete</button></div>
<div id="screen"></div>
<script type="module">
  import RFB from './novnc/core/rfb.js'
  const words = document.getElementById('words')
  const address = new URL('vnc', location.href)
  address.protocol = 'ws:'
  const rfb = new RFB(document.getElementById('screen'), address.href)
  rfb.scaleViewport = true
  rfb.addEventListener('connect', () => { words.textContent = '${title}' ; rfb.focus() })
  rfb.addEventListener('disconnect', () => { words.textContent = 'The connection ended. Reload the page to connect again.' })
  document.getElementById('cad').addEventListener('click', () => rfb.sendCtrlAltDel())
</script>
</html>
`
}
