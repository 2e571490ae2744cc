/** The parts of an answer to `*IDN?`; what is missing is empty. */
export function identityOf(answer: string) {
  const [manufacturer = '', model = '', serialNumber = '', ...firmware] = answer
    .split(',')
    .map((part) => part.trim())
  return { manufacturer, model, serialNumber, firmware: firmware.join(',') }
}
