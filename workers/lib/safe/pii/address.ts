import { findAll, type Detector, type Finding } from "./finding.ts"

const word = "(?:\\p{L}[\\p{L}'’.-]{0,30})"
const houseNumber = "\\d{1,5}(?:[-/]\\d{1,4})?[a-zA-Z]?"
/** What may follow a street: a flat, a town, a region, a postcode, each behind a comma, a space or on its own line. */
const flat =
  "(?:[,\\s]{1,6}(?:apt|apartment|suite|ste|unit|flat|floor|room|fl|bte|appt|piso|interno)\\.?\\s?#?\\s?[\\dA-Z][\\dA-Za-z-]{0,5}\\b)?"
const town = `(?:,?[ \\n]{1,5}(?:[A-Z]{1,3}-)?\\d{4,5}(?:-\\d{4})?(?: [A-Z]{2})? (?:\\p{Lu}[\\p{L}'’.-]{1,30} ?){1,3}|,\\s{1,5}(?:\\p{Lu}[\\p{L}'’.-]{1,30}[ -]?){1,4}(?:,?\\s{1,5}[A-Z]{2,3})?(?:,?\\s{1,5}[A-Z0-9]{2,4} ?\\d[A-Z]{2}|,?\\s{1,5}\\d{4,6}(?:-\\d{4})?)?)?`

const streetWords =
  "street|str|st|road|rd|avenue|ave|av|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|square|sq|terrace|way|parkway|pkwy|highway|hwy|crescent|cres|close|circle|cir|trail|mews|grove|gardens|row|hill|walk|quay"
const leading =
  "rue|avenue|av\\.|boulevard|bd|place|chemin|allée|impasse|quai|cours|route|calle|c/|avenida|avda\\.|plaza|paseo|carrer|camino|via|viale|piazza|corso|largo|vicolo|rua|travessa|praça|alameda|estrada|ulica|ul\\.|aleja|al\\.|plac"
const endings =
  "straße|strasse|straat|str\\.|gasse|platz|allee|damm|ufer|chaussee|laan|plein|gracht|kade|dijk|gade|vej|vejen|gatan|gata|vägen|veien|katu|gürtel|steig|utca|útja"

const unit = "(?:apt|apartment|suite|ste|unit|flat|appt)\\.?\\s?#?\\s?\\d[\\dA-Za-z-]{0,5}"

const postcodeLabels = "zip|zip code|postcode|postal code|plz|postleitzahl|code postal|código postal|cap"
const states = "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"

const forms: RegExp[] = [
  // 95 Bem rkp. 97. Suite 446, Poznań: the flat gives the street away, whatever the language calls it
  new RegExp(
    `(?<![\\p{L}\\d.,:/-])(?:${houseNumber} )?${houseNumber} (?:${word} ){1,4}(?:${houseNumber}\\.?)?[,\\s?]{0,6}${unit}${town}`,
    "giu",
  ),
  // 87 Jakobi Street Suite 771, Springfield, IL 62704
  new RegExp(`(?<![\\p{L}\\d.,:/-])(?:${houseNumber} )?${houseNumber} (?:${word} ){1,4}(?:${streetWords})\\b\\.?${flat}${town}`, "giu"),
  // 12 rue de la Paix, 75002 Paris — and Calle Mayor 5, Via Roma, 12
  new RegExp(
    `(?<![\\p{L}\\d.,:/-])(?:${houseNumber} )?${houseNumber},? (?:bis |ter )?(?:${leading}) (?:${word} ?){1,5}${flat}${town}`,
    "giu",
  ),
  new RegExp(`(?<![\\p{L}\\d])(?:${leading}) (?:${word} ){1,5}?(?:n[º°.]? ?)?${houseNumber}(?![\\d.,]\\d)${flat}${town}`, "giu"),
  new RegExp(`(?<![\\p{L}\\d])(?:${leading}) (?:${word} ){0,4}${word}, ?(?:n[º°.]? ?)?${houseNumber}(?![\\d.,]\\d)${flat}${town}`, "giu"),
  // Hauptstraße 5, 10115 Berlin — Lange Voorhout 12 only with its ending
  new RegExp(
    `(?<![\\p{L}\\d])(?:${houseNumber} )?(?:\\p{L}[\\p{L}.-]{0,30}[ -]){0,2}?\\p{L}{2,30}(?:${endings})\\s${houseNumber}(?![\\d.,]\\d)${flat}${town}`,
    "giu",
  ),
]

const codes: RegExp[] = [
  // P.O. boxes, British postcodes, and what a label calls a postcode
  /\b(?:p\.? ?o\.? box|postfach|apartado|casella postale|boîte postale|postbus)\s#?\d{1,6}\b/giu,
  /(?<![A-Z\d])(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]) \d[ABD-HJLNP-UW-Z]{2})(?![A-Z\d])/gu,
  new RegExp(`\\b(?:${postcodeLabels})\\s?[:#=-]?\\s?(?:is )?(?<it>\\d{4,6}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})\\b`, "giu"),
  // A line of the kind "Denmark 15838"; "Springfield, IL 62704" anywhere
  /(?<=^|\n)[ \t]{0,20}(?<it>(?:\p{Lu}[\p{L}.'-]{1,30} ?){1,4}(?:, ?)?(?:[A-Z]{2} )?\d{5}(?:-\d{4})?)[ \t]{0,20}(?=\n|$)/gu,
  new RegExp(`(?<![\\p{L}\\d.,-])(?<it>(?:\\p{Lu}[\\p{L}.'-]{1,30},? ){1,3}(?:${states}) \\d{5}(?:-\\d{4})?)(?!\\d)`, "gu"),
]

const announcers = [
  "\\b(?:my|our|his|her|their|the|your)\\s(?:new |old |current |billing |shipping |delivery |mailing |home |postal )?address(?:es)?\\s?(?:is|to|with|:|are|=)",
  "\\b(?:billing|shipping|delivery|home|mailing|postal)\\saddress\\s?(?:is|to|with|:|=)",
  "\\baddress(?:es)?,?\\s?(?:here they are)?\\s?:",
  "\\baddress\\? (?:it is|it['’]s)",
  "\\bis (?:located |situated )?at",
  "\\breturn (?:it |this |them )?to",
  "\\b(?:live[sd]?|living|reside[sd]?|residing|located|staying) (?:at|in|on)",
  "\\b(?:ship|deliver|send|mail|post)(?:ped|ed|s)? (?:(?:it|this|them|the (?:parcel|order|package|letter)) )?to",
  "\\b(?:adresse|dirección|indirizzo|endereço|adres)\\s?(?:ist|est|es|è|é|is|lautet|:)",
  "\\b(?:wohne? (?:in|am|an der)|habite (?:au|à)|vivo en|abito in|moro na|woon (?:in|op|aan))",
  "\\bcorner of",
].join("|")
/** Where an announced address ends: at what cannot belong to one, and never at the full stop of an abbreviation. */
const ends = [
  "\\s(?:for|in case|as|so|because|since|please|by|before|instead|when)\\b",
  '[!?;"]',
  "(?<!\\b(?:apt|ste|st|rd|ave|no|nr|bldg|fl|\\p{L}{1,3}))\\.(?:\\s|$)",
  "\\n\\s{0,20}\\n",
  "$",
].join("|")
/** After these words a stretch that begins with a number or a capital and holds a number is an address, whatever its form. */
const announced = new RegExp(
  `(?:${announcers})\\s{1,3}(?<it>(?=[^\\n]{0,40}\\d)(?=[\\p{Lu}\\d])[^!?;"]{0,24}\\d[^!?;"]{0,70}?)(?=${ends})`,
  "giu",
)

export const addresses: Detector = (text) =>
  /\d/.test(text)
    ? [
        ...findAll("ADDRESS", announced, text, isAddress),
        ...forms.flatMap((pattern) => findAll("ADDRESS", pattern, text, isStreet)),
        ...codes.flatMap((pattern) => findAll("ADDRESS", pattern, text)),
      ].map((finding) => withBlock(text, finding))
    : []

/** A date, a price or a count is not where somebody lives. */
const isAddress = (value: string): boolean =>
  /\d/.test(value) &&
  /\p{L}{3}/u.test(value) &&
  !/^(?:\d{4}-\d\d-\d\d|[$€£]|\d+ ?(?:%|years?|days?|hours?|minutes?|weeks?|months?|of|files?|pages?|am|pm|to)\b|[a-z])/u.test(value)

/** Words such as "square" and "way" are streets only among capitals; "street" and "road" always are. */
const isStreet = (value: string): boolean =>
  /\d/.test(value) &&
  (/(?:^|[\s,-])(?!\d)\p{Lu}/u.test(value) ||
    /\d\s.*\b(?:street|road|avenue|boulevard|lane|blvd|rue|suite|apt)\b|(?:straße|strasse|straat|gasse|útja|utca)\b/iu.test(value)) &&
  !/^\d+ \p{Lu}\p{L}+(?: \p{Lu}?\p{L}+)* (?:of|per|in|on|a|the|and|to) /u.test(value)

const blockLine =
  /\n[ \t?]*,?[ \t]*(?!(?:tel|phone|mobile|fax|desk|mail|order|thank|regards)\b)([^\n:@.!?]{0,24}?(?:\.? ?\d{1,6}(?:-\d{4})?)?)[ \t]{0,20}(?=\n|$)/giuy

/** An envelope goes on: lines of few words below a street belong to it as far as the last one with a number, four at most. */
function withBlock(text: string, finding: Finding): Finding {
  let [at, end] = [finding.end, finding.end]
  for (let lines = 0; lines < 5; lines++) {
    blockLine.lastIndex = at
    const match = blockLine.exec(text)
    if (!match) break
    at += match[0].length
    if (/\d/.test(match[1] ?? "")) end = at
  }
  return { ...finding, end, value: text.slice(finding.start, end) }
}
