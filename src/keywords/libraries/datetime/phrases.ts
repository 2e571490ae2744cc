/** Sentences for keywords of DateTime, by their names. */
export const DATE_TIME_PHRASES: Readonly<Record<string, readonly string[]>> = {
  'Get Current Date': ['Current date [as {result_format}]'],
  'Convert Date': ['Convert date {date} to {result_format}'],
  'Add Time To Date': ['Add {time} to date {date}'],
  'Subtract Time From Date': ['Subtract {time} from date {date}'],
  'Subtract Date From Date': ['Time from {date2} to {date1}'],
}
