import type { PiiType } from "./finding.ts"

/** Texts with what must be found in them; every number is made up and passes its checksum. */
export const personal: [text: string, ...expected: [PiiType, string][]][] = [
  [
    "Write to jane.doe+shop@mail.example.co.uk or JOSÉ@exämple.de.",
    ["EMAIL", "jane.doe+shop@mail.example.co.uk"],
    ["EMAIL", "JOSÉ@exämple.de"],
  ],
  ["Mine is jane (at) example (dot) org", ["EMAIL", "jane (at) example (dot) org"]],
  ["Ring +44 20 7946 0958 or 0049 30 901820.", ["PHONE", "+44 20 7946 0958"], ["PHONE", "0049 30 901820"]],
  ["Call me on 555-0134 after six", ["PHONE", "555-0134"]],
  ["(415) 555-2671 is my number", ["PHONE", "(415) 555-2671"]],
  ["06 12 34 56 78, le soir", ["PHONE", "06 12 34 56 78"]],
  ["Card 4111 1111 1111 1111, or 3782-822463-10005", ["CARD", "4111 1111 1111 1111"], ["CARD", "3782-822463-10005"]],
  ["IBAN DE89 3704 0044 0532 0130 00 please", ["IBAN", "DE89 3704 0044 0532 0130 00"]],
  ["gb29nwbk60161331926819", ["IBAN", "gb29nwbk60161331926819"]],
  ["from 203.0.113.7 and 2001:db8::8a2e:370:7334", ["IP", "203.0.113.7"], ["IP", "2001:db8::8a2e:370:7334"]],
  ["SSN 531-21-7351", ["ID", "531-21-7351"]],
  ["My NINO is AB 12 34 56 C", ["ID", "AB 12 34 56 C"]],
  ["DNI 12345678Z", ["ID", "12345678Z"]],
  ["codice fiscale RSSMRA85T10A562S", ["ID", "RSSMRA85T10A562S"]],
  ["Steuer-ID 86 095 742 719", ["ID", "86 095 742 719"]],
  ["CPF 529.982.247-25", ["ID", "529.982.247-25"]],
  ["BSN 111222333", ["ID", "111222333"]],
  ["NIR 1 85 05 78 006 084 91", ["ID", "1 85 05 78 006 084 91"]],
  ["passport no. C01X00T47", ["ID", "C01X00T47"]],
  ["Deliver to 221b Baker Street, London NW1 6XE", ["ADDRESS", "221b Baker Street, London NW1 6XE"]],
  ["12 rue de la Paix, 75002 Paris", ["ADDRESS", "12 rue de la Paix, 75002 Paris"]],
  ["Hauptstraße 5, 10115 Berlin", ["ADDRESS", "Hauptstraße 5, 10115 Berlin"]],
  ["https://bob:hunter2@git.example.com/x", ["URL", "https://bob:hunter2@git.example.com/x"]],
  ["see https://shop.example/d?token=abc123&x=1", ["URL", "https://shop.example/d?token=abc123&x=1"]],
  ["My name is Ada Lovelace and I paid.", ["NAME", "Ada Lovelace"]],
  ["Ich heiße Jürgen Müller.", ["NAME", "Jürgen Müller"]],
  ["It did not open.\nBest regards,\nMary-Ann O'Neill", ["NAME", "Mary-Ann O'Neill"]],
  ["Please ask Dr. van der Berg", ["NAME", "van der Berg"]],
]

/** What looks like personal data and is none: prices, dates, sizes, versions, ids, the shop's own words. */
export const harmless = [
  "Order AX-1001 of 2026-11-22 14:48:14 cost $1,234,567.89 for 12 files of 8.5 x 11 in.",
  "The years 2026 - 2027, pages 100-1200, ISBN 978-3-16-148410-0, version 10.2.3.4 and 3.14159265",
  "prd_01KAQ3Z7W8XJ5T6N2M4P9R1S0V sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "Ordinary paper of 80 to 100 g per square metre is fine, and 30 works the same way.",
  "Dear Customer, thank you. Name your price, call it a day, and ask for support.",
  "A ratio of 16:9 at 10:30:45, 1 000 000 000 grains, 50 20 30 of the income",
  "https://www.etsy.com/listing/1234567890/planner?ref=shop_home",
  "Plan a route of 3, 5 and 8 km; meet at 10 in the Main Hall; it is 5 pm in Paris.",
]
