/** The name of a keyword for a member of code: `powerCycle` and `power_cycle` → `Power Cycle`. */
export function keywordTitle(member: string): string {
  const spaced = member
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .trim()
  return spaced.replace(/(?<=^|\s)\S/g, (letter) => letter.toUpperCase())
}
