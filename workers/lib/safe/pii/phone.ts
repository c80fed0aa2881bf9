import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min"
import { findAll, type Detector } from "./finding.ts"

/** Digits with the separators that people use, seven to fifteen of them, and an extension. */
const candidate =
  /(?<![\p{L}\d@#$€£=_/.:-]|[.,]\d{0,3})(?:\+|00)?\(?\d(?:[\d()]|[ .\-–/ ](?=[\d(])){5,22}\d(?:\s?(?:x|ext\.?|extension|#)\s?\d{1,6})?(?![\p{L}\d%€$£_]|[.,]\d|[-/]\d)/giu
const said =
  /(?:phone|telephone|\btel\b|téléphone|telefon|teléfono|telefono|telefone|telefoon|mobile|mobil|móvil|cellulare|telemóvel|mobiel|\bcell\b|handy|fax|desk|whatsapp|\bsms\b|\btext\b|\bcall(?:ed|ing|s)?\b|\bring\b|\breach\b|contact number|office|\bph\b|rufen?|appele[rz]?|llam(?:ar|e)|chiam(?:a|ami|are)|lig(?:ar|ue)|bel(?:len)?\b)[^\d\n]{0,30}$/i
const saidAfter = /^\s{0,3}[(-]?\s?(?:office|mobile|cell|fax|home|work|desk|phone|tel)\b/i
const notPhones =
  /^(?:(?:19|20)\d\d[-/. –]\d{1,2}[-/. –]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d\d|(?:19|20)\d\d)|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d)$/
const otherNumber =
  /(?:order|invoice|ref(?:erence)?|ticket|isbn|issn|sku|item|page|pages|section|build|id|no\.?|nr\.?|number|£|\$|€|usd|eur)[\s:#.]*$/i
/** Where the shop sells; a number written in national form must be one of these. */
const countries: CountryCode[] = [
  "US",
  "GB",
  "DE",
  "FR",
  "ES",
  "IT",
  "NL",
  "PT",
  "BE",
  "AT",
  "CH",
  "IE",
  "AU",
  "SE",
  "DK",
  "PL",
  "BR",
  "IN",
]

/** International numbers by libphonenumber's plans, national ones by them and their grouping, any when the words around say "phone". */
export const phones: Detector = (text) =>
  /\d{3}|\d\d[ .-]\d\d/.test(text)
    ? findAll("PHONE", candidate, text, (value, { index }) => {
        const bare = value.trim()
        const digits = bare.replace(/\s?(?:x|ext|#).*$/i, "").replace(/\D/g, "")
        if (digits.length < 7 || digits.length > 15 || notPhones.test(bare) || /^(\d)\1+$/.test(digits)) return false
        const before = text.slice(Math.max(0, index - 44), index)
        if (said.test(before) || saidAfter.test(text.slice(index + value.length, index + value.length + 14))) return true
        if (/^(?:\+|00)/.test(bare)) return parsePhoneNumberFromString(bare.replace(/^00/, "+"))?.isPossible() ?? false
        if (otherNumber.test(before)) return false
        return grouped(bare) && countries.some((country) => parsePhoneNumberFromString(bare, country)?.isValid())
      }).map(trimmed)
    : []

/** `(415) 555-2671`, `030 901820`, `06 12 34 56 78`: at least two groups, and a trunk zero, an area in brackets or the American form. */
const grouped = (text: string): boolean =>
  /^(?:\(\d{2,5}\)|0)[\d ().\-–/]*[ )./\-–]\d/.test(text) || /^1?[-. ]?\d{3}[-. ]\d{3}[-. ]\d{4}\b/.test(text)

function trimmed<F extends { start: number; end: number; value: string }>(finding: F): F {
  const value = finding.value.trimEnd()
  return { ...finding, value, end: finding.start + value.length }
}
