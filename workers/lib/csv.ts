/** Rows as RFC 4180, each line ended by CRLF. */
export const csvOf = (rows: string[][]): string => rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")

const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/

/** A leading `=`, `+`, `-` or `@` would be run as a formula by a spreadsheet; texts carry what people and providers wrote. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
