const digitsOf = (text: string): number[] => Array.from(text.replace(/\D/g, ""), Number)
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0)

/** ISO/IEC 7812: payment cards, Canadian SIN, Swedish personal numbers. */
export function luhn(text: string): boolean {
  const digits = digitsOf(text).toReversed()
  const sum = digits.reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0)
  return digits.some((digit) => digit > 0) && sum % 10 === 0
}

/** ISO 7064 MOD 97-10 over letters and digits, in pieces that a double holds exactly. */
export function mod97(text: string): number {
  let rest = 0
  for (const sign of text) rest = Number(`${rest}${Number.parseInt(sign, 36)}`) % 97
  return rest
}

/** German tax id: eleven digits, ISO 7064 MOD 11,10, one digit of the first ten two or three times. */
export function germanTaxId(text: string): boolean {
  const digits = digitsOf(text)
  if (digits.length !== 11 || digits[0] === 0 || new Set(digits.slice(0, 10)).size > 9) return false
  let product = 10
  for (const digit of digits.slice(0, 10)) {
    const sum = (digit + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === digits[10]
}

/** French social security number: thirteen signs (Corsica with a letter) and a key of two digits. */
export function frenchNir(text: string): boolean {
  const bare = text.replace(/[\s.-]/g, "").toUpperCase()
  const number = bare.slice(0, 13).replace("2A", "19").replace("2B", "18")
  return /^\d{13}$/.test(number) && 97 - (Number(number) % 97) === Number(bare.slice(13))
}

/** Spanish DNI and NIE: the letter follows from the number modulo 23. */
export function spanishDni(text: string): boolean {
  const bare = text.replace(/[\s.-]/g, "").toUpperCase()
  const number = Number(bare.slice(0, -1).replace(/^[XYZ]/, (sign) => String("XYZ".indexOf(sign))))
  return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] === bare.at(-1)
}

const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

/** Italian codice fiscale: odd and even places weigh differently, the sixteenth letter is the sum modulo 26. */
export function italianFiscalCode(text: string): boolean {
  const values = Array.from(text.toUpperCase(), (sign) => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65))
  const sum = values.slice(0, 15).reduce((total, value, at) => total + (at % 2 === 0 ? (oddValues[value] ?? 0) : value), 0)
  return sum % 26 === values[15]
}

/** Dutch citizen number: the eleven test. */
export function dutchBsn(text: string): boolean {
  const digits = digitsOf(text)
  return digits.length === 9 && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
}

/** Portuguese tax number. */
export function portugueseNif(text: string): boolean {
  const digits = digitsOf(text)
  const rest = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
  return digits.length === 9 && digits[8] === (rest < 2 ? 0 : 11 - rest)
}

/** Brazilian CPF: two check digits. */
export function brazilianCpf(text: string): boolean {
  const digits = digitsOf(text)
  const check = (length: number) => {
    const rest = (digits.slice(0, length).reduce((sum, digit, at) => sum + digit * (length + 1 - at), 0) * 10) % 11
    return rest === 10 ? 0 : rest
  }
  return digits.length === 11 && new Set(digits).size > 1 && check(9) === digits[9] && check(10) === digits[10]
}

/** Polish PESEL. */
export function polishPesel(text: string): boolean {
  const digits = digitsOf(text)
  return digits.length === 11 && (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digits[10]
}

/** British NHS number. */
export function nhsNumber(text: string): boolean {
  const digits = digitsOf(text)
  return digits.length === 10 && (11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digits[9]
}

/** Belgian national number: 97 minus the first nine digits modulo 97, with a leading 2 for those born since 2000. */
export function belgianNumber(text: string): boolean {
  const bare = text.replace(/\D/g, "")
  const key = Number(bare.slice(9))
  return bare.length === 11 && [bare.slice(0, 9), `2${bare.slice(0, 9)}`].some((body) => 97 - (Number(body) % 97) === key)
}
