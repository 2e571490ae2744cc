/** Sentences for keywords of XML, by their names. */
export const XML_PHRASES: Readonly<Record<string, readonly string[]>> = {
  'Parse Xml': ['Read XML {source}'],
  'Get Element': ['Get element {xpath} of {source}'],
  'Get Elements': ['Get elements {xpath} of {source}'],
  'Get Element Text': ['Text of element {xpath} of {source}'],
  'Get Element Attribute': ['Attribute {name} of element {xpath} of {source}'],
  'Element Should Exist': ['Element {xpath} of {source} should exist'],
  'Element Text Should Be': ['Text of element {xpath} of {source} should be {expected}'],
}
