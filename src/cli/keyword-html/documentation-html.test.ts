import { expect, test } from 'vitest'
import { documentationHtml } from './documentation-html.ts'

const html = (...lines: readonly string[]) =>
  documentationHtml(lines.join('\n'), (name) => (name === 'Log In' ? '#Log_In' : undefined))

test('paragraphs are parted by empty lines, and their lines are joined', () => {
  expect(html('one', 'two', '', 'three')).toBe('<p>one two</p><p>three</p>')
})

test('words stand out, and signs that are no markup stay as they are', () => {
  expect(html('*bold* _leaning_ ``x*y*`` `Log In` `other`')).toBe(
    '<p><b>bold</b> <em>leaning</em> <code>x*y*</code> <a href="#Log_In"><code>Log In</code></a> <code>other</code></p>',
  )
  for (const text of ['2 * 3 * 4', 'snake_case_name', 'a*b*c', '*args and **named', '[x=1]'])
    expect(html(text)).toBe(`<p>${text}</p>`)
})

test('addresses become links, but for those that could do more than lead somewhere', () => {
  expect(html('See https://a.example/b?c=1&d.')).toBe(
    '<p>See <a href="https://a.example/b?c=1&amp;d" rel="noreferrer">https://a.example/b?c=1&amp;d</a>.</p>',
  )
  expect(html('[https://a.example|there]')).toContain('>there</a>')
  expect(html('[javascript:alert(1)|here]')).toBe('<p>[javascript:alert(1)|here]</p>')
})

test('what could be HTML is text', () => {
  const text = '<img src=x onerror="alert(1)"> & \'x\''
  const escaped = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;x&#39;'
  expect(html(text)).toBe(`<p>${escaped}</p>`)
  expect(html(`- ${text}`)).toBe(`<ul><li>${escaped}</li></ul>`)
  expect(html(`| ${text}`)).toBe(`<pre>${escaped}</pre>`)
  expect(html(`\`${text.slice(0, 20)}\``)).not.toContain('<img')
})

test('headings, rulers, lists, tables and preformatted text are blocks', () => {
  expect(html('= One =', '== Two ==', '---')).toBe('<h4>One</h4><h5>Two</h5><hr>')
  expect(html('- one', '  goes on', '- two')).toBe('<ul><li>one goes on</li><li>two</li></ul>')
  expect(html('| =A= | b |', '| c | d |')).toBe(
    '<div class="wide"><table><tr><th>A</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></div>',
  )
  expect(html('| one', '|', '|   two')).toBe('<pre>one\n\n  two</pre>')
})

test('a long text that is nearly markup takes no time', () => {
  for (const text of ['*a '.repeat(20_000), '_a '.repeat(20_000), '`'.repeat(20_001), '[x|'.repeat(20_000)]) {
    const start = performance.now()
    html(text)
    expect(performance.now() - start).toBeLessThan(20_000)
  }
})
