import { luhn, mod97 } from "./checksums.ts"
import { findAll, type Detector } from "./finding.ts"

const card = /(?<![\p{L}\d.,_/-])\d(?:[ -]?\d){12,18}(?![\d_]|[.,-]\d)/gu
/** First digits of the networks that are in use (ISO/IEC 7812): a long number that passes Luhn by chance mostly fails here. */
const network =
  /^(?:4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|(?:6011|64[4-9]\d|65\d\d)\d{12,15}|35\d{14}|62\d{14,17}|(?:50|5[6-8]|6\d)\d{10,17})$/
const cardNear = /(?:card|carte|karte|tarjeta|carta|cartão|kaart|visa|mastercard|amex|credit|debit|kredit)[^\d]{0,40}$/i

export const cards: Detector = (text) =>
  findAll("CARD", card, text, (value, { index }) => {
    const digits = value.replace(/\D/g, "")
    return luhn(digits) && (network.test(digits) || cardNear.test(text.slice(Math.max(0, index - 60), index)))
  })

const iban = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?![A-Z0-9])/giu
/** Lengths by country, from the SWIFT IBAN registry; a country that is not listed has no IBAN. */
const lengths: Record<string, number> = Object.fromEntries(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 " +
    "GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 " +
    "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 " +
    "TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** The expression takes words that follow too; what counts is the stretch of the country's length. */
export const ibans: Detector = (text) =>
  findAll("IBAN", iban, text).flatMap((finding) => {
    const wanted = lengths[finding.value.slice(0, 2).toUpperCase()]
    const value = wanted === undefined ? "" : firstSigns(finding.value, wanted)
    const bare = value.replace(/[ -]/g, "").toUpperCase()
    if (bare.length !== wanted || mod97(bare.slice(4) + bare.slice(0, 4)) !== 1) return []
    return [{ ...finding, end: finding.start + value.length, value }]
  })

function firstSigns(text: string, count: number): string {
  let seen = 0
  for (let at = 0; at < text.length; at++) {
    if (/[a-z0-9]/i.test(text.charAt(at)) && ++seen === count) return text.slice(0, at + 1)
  }
  return text
}
