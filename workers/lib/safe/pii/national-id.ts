import * as check from "./checksums.ts"
import { findAll, type Detector } from "./finding.ts"

/** `near` must stand in the forty signs before the number; where the form alone says enough it is left out. */
type Rule = { pattern: RegExp; valid?: (value: string) => boolean; near?: RegExp }

const rules: Rule[] = [
  // United States: social security number and taxpayer id; areas 000, 666 and 9xx were never given out.
  { pattern: /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g },
  { pattern: /(?<![\d-])9\d{2}-[5-9]\d-\d{4}(?![\d-])/g },
  { pattern: /(?<![\d-])(?!000|666|9)\d{3}[ .]?(?!00)\d{2}[ .]?(?!0000)\d{4}(?![\d-])/g, near: /\bssn\b|social security/i },
  // United Kingdom: national insurance number, with the prefixes that HMRC does not use left out.
  { pattern: /(?<![\p{L}\d])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\d])/giu },
  { pattern: /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g, valid: check.nhsNumber, near: /\bnhs\b/i },
  {
    pattern: /(?<![\d.])[1-9]\d ?\d{3} ?\d{3} ?\d{3}(?![\d.])/g,
    valid: check.germanTaxId,
    near: /steuer|\bidnr|identifikationsnummer|tax id|\btin\b/i,
  },
  {
    pattern: /(?<!\d)[12][ .-]?\d{2}[ .-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .-]?(?:\d{2}|2[AB])[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{2}(?!\d)/gi,
    valid: check.frenchNir,
  },
  { pattern: /(?<![\p{L}\d])(?:\d{8}|\d{2}\.\d{3}\.\d{3}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?![\p{L}\d])/giu, valid: check.spanishDni },
  { pattern: /(?<![\p{L}\d])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\p{L}\d])/giu, valid: check.italianFiscalCode },
  { pattern: /(?<![\d.])\d{4}[. ]?\d{2}[. ]?\d{3}(?![\d.])/g, valid: check.dutchBsn, near: /\bbsn\b|burgerservice|sofinummer/i },
  { pattern: /(?<!\d)\d{3} ?\d{3} ?\d{3}(?!\d)/g, valid: check.portugueseNif, near: /\bnif\b|contribuinte/i },
  { pattern: /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g, valid: check.brazilianCpf },
  { pattern: /(?<!\d)\d{11}(?!\d)/g, valid: check.brazilianCpf, near: /\bcpf\b/i },
  { pattern: /(?<!\d)\d{11}(?!\d)/g, valid: check.polishPesel, near: /\bpesel\b/i },
  {
    pattern: /(?<!\d)\d{2}[.]?\d{2}[.]?\d{2}-?\d{3}[.]?\d{2}(?!\d)/g,
    valid: check.belgianNumber,
    near: /rijksregister|registre national|national number|\bniss\b|\binsz\b/i,
  },
  { pattern: /(?<!\d)\d{3}[ -]\d{3}[ -]\d{3}(?!\d)/g, valid: check.luhn, near: /\bsin\b|social insurance/i },
  { pattern: /(?<!\d)(?:19|20)?\d{6}[-+]\d{4}(?!\d)/g, valid: (value) => check.luhn(value.replace(/\D/g, "").slice(-10)) },
  // No checksum that a text shows: only where the words before name the document.
  {
    pattern: /(?<![\p{L}\d])(?=(?:[A-Z-]*\d){3})[A-Z0-9][A-Z0-9-]{5,17}(?![\p{L}\d])/giu,
    near: /(?:passport|pass(?:nummer|eport)|pasaporte|passaporto|driver'?s?'? licen[cs]e|driving licen[cs]e|führerschein|permis de conduire|personalausweis|identity card|id card|account (?:number|no)|sort code|routing number)\b[^\d]{0,24}$/i,
  },
]

/** National and document numbers: by checksum where the country has one, by the words before where it has none. */
export const nationalIds: Detector = (text) =>
  /\d\d/.test(text)
    ? rules.flatMap(({ pattern, valid = () => true, near }) =>
        near && !near.test(text) && !near.source.endsWith("$")
          ? []
          : findAll(
              "ID",
              pattern,
              text,
              (value, { index }) => valid(value) && (!near || near.test(text.slice(Math.max(0, index - 48), index))),
            ),
      )
    : []
