import { expect, test } from "vitest"
import { brand } from "#seeds/brand.ts"
import { faq } from "#seeds/faq.ts"
import { findProfanity, profanityIn, withoutProfanity } from "./index.ts"

const crude = [
  "This is fucking useless",
  "Du Arschloch!",
  "Was für eine Scheiße",
  "C'est de la merde",
  "fils de pute",
  "Vaya mierda de archivo",
  "¡Hijo de puta!",
  "Che cazzo è?",
  "filho da puta",
  "wat een klootzak",
  "f u c k this",
  "s.h.i.t",
  "$h1t",
  "fuuuuuck",
  "f*ck",
  "ѕhit",
  "Sche1sse",
  "stroooonzo",
  "ca\u200bzzo",
  "FÜCK",
  "M3RDE",
]
const clean = [
  "Scunthorpe, Essex and Penistone",
  "An assessment of cocktails in the cockpit",
  "Bite-sized meals con FICA and an ice cream cone",
  "Vögel und Blasen",
  "the classic Arsenal shirt",
  "Dickens, peacocks and shiitake",
  "Der Kontakt zur Kontrolle",
  "J'ai mangé une pipe",
  "cumulative analysis",
  "Une chatte et un bordel? Non.",
  "2 x 3 = 6!",
  "a b c d e f",
  "Grade A+ in 100 days",
]

for (const text of crude) test(`crude: ${text}`, () => expect(findProfanity(text)).not.toEqual([]))
for (const text of clean) test(`clean: ${text}`, () => expect(findProfanity(text)).toEqual([]))

test("crude words become stars and the rest stays as it was", () => {
  expect(withoutProfanity("Où est mon fichier, bordel de merde? It's f u c k i n g late, fils de pute!")).toBe(
    "Où est mon fichier, bordel de ***? It's *** late, ***!",
  )
})

test("nothing that the shop itself says is crude", () => {
  expect(profanityIn([faq, brand])).toEqual([])
  expect(profanityIn([{ a: ["fine", { b: "merde" }] }, 5, null])).toEqual(["merde"])
})
