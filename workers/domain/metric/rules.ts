export type Sum = { what: string; currency: string; amount: number }
export type Compared = { what: string; currency: string; orders: number; books: number }

/** Both sides of every sum, those of equal name and currency beside each other; a sum that only one side knows is 0 on the other. */
export function compareSums(orders: Sum[], books: Sum[]): Compared[] {
  const rows = new Map<string, Compared>()
  for (const [side, sums] of [["orders", orders] as const, ["books", books] as const])
    for (const { what, currency, amount } of sums) {
      const key = `${currency} ${what}`
      const row = rows.get(key) ?? { what, currency, orders: 0, books: 0 }
      row[side] += amount
      rows.set(key, row)
    }
  return [...rows.values()]
    .filter((row) => row.orders !== 0 || row.books !== 0)
    .toSorted((a, b) => (`${a.currency} ${a.what}` < `${b.currency} ${b.what}` ? -1 : 1))
}

/** The sum that an account of the books belongs to, and its sign there; null for what the shop's own rows do not know (cash, fees of a provider). */
export function sumOfAccount(account: string, provider: string): { what: string; sign: 1 | -1 } | null {
  const [kind = "", part] = account.split(":")
  if (account === "revenue:storefront") return { what: "goods", sign: -1 }
  if (account === "discounts" || account === "refunds" || account === "disputes") return { what: account, sign: 1 }
  if (kind === "revenue") return { what: `goods on ${part}`, sign: -1 }
  if (kind === "refunds") return { what: `refunds on ${part}`, sign: 1 }
  if (kind === "fees") return part === provider ? null : { what: `fees of ${part}`, sign: 1 }
  if (kind === "ads") return { what: `advertising on ${part}`, sign: 1 }
  if (kind === "model-costs") return { what: "models", sign: 1 }
  // Countries are in capitals, channels are not.
  if (kind === "tax-payable") return part && !/^[A-Z]{2}$/.test(part) ? { what: `tax on ${part}`, sign: -1 } : { what: "tax", sign: -1 }
  return null
}
