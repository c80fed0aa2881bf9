import { findAll, type Detector } from "./finding.ts"

const part = "(?:(?:van|von|de|der|den|da|di|du|del|della|la|le|bin|ibn|al|el|dos|das|ter|zu) ){0,2}\\p{Lu}[\\p{L}'’-]{1,30}(?!\\p{L})"
const initial = "(?:\\p{Lu}\\. )"
const full = `${part}(?: ${initial}?${part}){0,3}`
const two = `${part}(?: ${initial}?${part}){1,3}`

/** Each says by its words that a name follows (or precedes). Lower-case names count only behind a label on its own line. */
const contexts: RegExp[] = [
  new RegExp(
    `(?<![\\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|Señora?|Sra?|Srta|Signora?|Sig|Senhora?|Dhr|Mevr|Mevrouw|Meneer|mr|mrs|ms|dr)\\.? (?<it>${full})`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Yy]our|[Oo]ur|[Tt]he|[Ff]ull|[Ff]irst|[Ll]ast|[Mm]aiden|[Ff]amily|[Uu]nder|[Pp]artner's|[Ww]ife's|[Hh]usband's) )*[Nn]ame(?:'s| is|: ?|\\? | =| to| on it is)? ?(?<it>${full})`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:[Nn]amed|[Cc]alled by the name of|[Cc]alls? me|[Cc]alled me|[Kk]nown as|[Gg]oes by|[Ss]igned,?|[Ss]incerely,?|[Rr]egards,?|[Cc]heers,?|[Ll]ove,?|[Tt]hanks,|[Tt]hank you,|[Yy]ours,?|Grüße,?|Gruß,?|[Cc]ordialement,?|[Ss]aludos,?|[Ss]aluti,?|[Gg]roeten,?)\\s{1,3}(?<it>${full})(?=\\s{0,20}(?:$|\\n|[.,!?;]|\\s(?:and|but|or)\\b))`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Jj]e m['’]appelle|[Mm]on nom est|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Ii]l mio nome è|[Cc]hamo-me|[Oo] meu nome é|[Mm]eu nome é|[Mm]ijn naam is|[Ii]k heet|[Ii]ch bin|[Jj]e suis|[Ss]oy|[Ss]ono|[Ss]ou) (?<it>${full})`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey|[Ll]iebe[r]?|[Cc]her|[Cc]hère|[Ee]stimad[oa]|[Gg]entile|[Bb]este|[Gg]eachte|[Hh]allo|[Bb]onjour|[Hh]ola|[Cc]iao) (?<it>${full})(?=\\s{0,20}[,!:\\n])`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:I['’]m|I am|[Tt]his is|[Ss]peaking is|[Ii]t['’]s) (?<it>${two})(?=\\s{0,20}(?:$|[.,!?;]|and\\b|from\\b|here\\b|writing\\b|calling\\b))`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur) (?:wife|husband|partner|son|daughter|kid|child|brother|sister|mother|father|mum|mom|dad|boss|manager|friend|colleague|neighbour|neighbor|girlfriend|boyfriend|assistant|landlord|doctor|teacher|client|nephew|niece|aunt|uncle|cousin),? (?<it>${full})`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:[Ff]ollow up with|[Ss]poke (?:to|with)|[Tt]alked (?:to|with)|[Ss]peak (?:to|with)|[Mm]et with|[Cc]ontact|[Ee]mail(?:ed)?|[Cc]all(?:ed)?|[Aa]sk(?:ed)? for|[Aa]ddressed to|[Aa]ttn:?|[Cc]/o|[Oo]n behalf of|[Bb]ehalf of|[Bb]elongs to|[Pp]aid by|[Oo]rdered by|[Ss]igned by|[Bb]illed to|[Gg]uardian|[Cc]ardholder:?) (?<it>${two})`,
    "gu",
  ),
  new RegExp(`(?<![\\p{L}'’-])(?<it>${full})(?= (?:lives|lived|resides|resided|can be reached|was born|grew up|had given|moved) )`, "gu"),
  new RegExp(`(?<=^|\\n|[.!?] )(?<it>${full})(?=, (?:can|could|would|will|please|may) (?:I|you|we|please)\\b)`, "gu"),
  new RegExp(
    `(?<=here['’]s |to |from |at |is |for )(?<it>${full})(?=['’]s (?:address|phone|number|account|card|e-?mail|order|birthday|passport|house))`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:gave|given|told|sent|paid|owes?) (?<it>${full})(?= (?:his|her|their|my|the) (?:address|phone|number|card|password|e-?mail))`,
    "gu",
  ),
  // Labels of a form, upper or lower case: "Name: jane doe", "billing address: tracy sukhorukova".
  /(?<=^|\n|; ?|, ?)[ \t]{0,20}(?:name|full name|first name|last name|surname|customer|client|recipient|billing address|shipping address|bill to|ship to|attn|nom|prénom|nombre|apellidos?|nome|cognome|naam|nachname|vorname)\s?:[ \t]{0,20}(?<it>\p{L}[\p{L}'’.-]{1,30}(?: \p{L}[\p{L}'’.-]{1,30}){0,3})(?=\s{0,20}(?:\n|$|[,;]))/giu,
  // The first line of a block with an address or numbers below: a signature or an envelope.
  /(?<=^|\n[ \t]{0,20}\n)[ \t?]{0,20}(?<it>\p{L}[\p{L}'’.-]{1,30} \p{L}[\p{L}'’.-]{1,30}(?: \p{L}[\p{L}'’.-]{1,30})?)[ \t]{0,20}(?=\n(?:[^\n]{0,60}\n)?\s{0,20}[ ?]*\d{1,5} )/gu,
]

/** Words that begin with a capital where a name might stand, and are none. */
const notNames = new Set(
  (
    "I The A An This That These Those It He She We You They My Your His Her Our Their Who What When Where Why How Is Are Was Do Does Did Can Could " +
    "Will Would Should Please Thanks Thank Hi Hello Hey Dear Sir Madam Team Support Customer Service Everyone All There Folks Friend Friends Shop Store " +
    "Yes No Not Ok Okay Sorry Sure Just Also But And Or If So Then Now Here Today Tomorrow Yesterday Monday Tuesday Wednesday Thursday Friday Saturday " +
    "Sunday January February March April May June July August September October November December Excel Google Notion Canva Etsy Amazon Shopify PayPal " +
    "Stripe Visa Mastercard PDF EPUB ZIP CSV Email Mail Order Invoice Number Address Card Account Name Date Time Price Product File Files Download"
  ).split(" "),
)

export const names: Detector = (text) =>
  contexts
    .flatMap((pattern) => findAll("NAME", pattern, text))
    .flatMap((finding) => {
      const words = finding.value.split(" ")
      const stop = words.findIndex((one) => notNames.has(one.replace(/[.,'’]s?$/, "")))
      const kept = (stop < 0 ? words : words.slice(0, stop)).join(" ").replace(/['’]s$/, "")
      return kept.length > 1 && /\p{L}{2}/u.test(kept) ? [{ ...finding, value: kept, end: finding.start + kept.length }] : []
    })
