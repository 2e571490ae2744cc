/** Whether words stand in a text, whatever blanks and line ends lie between them. */
export function containsWords(text: string, words: string, ignoreCase: boolean): boolean {
  const plain = (value: string) => {
    const spaced = value.replace(/\s+/g, ' ').trim()
    return ignoreCase ? spaced.toLowerCase() : spaced
  }
  return plain(text).includes(plain(words))
}
