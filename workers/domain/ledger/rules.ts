import { accountKinds, type Account, type AccountKind } from "#schemas/ledger.ts"

/** One side of an entry. `amount` is in minor units and never zero: debits are positive, credits negative. */
export type Posting = { account: Account; amount: number; currency: string }
type Sum = { amount: number; currency: string }

/** More on an asset or an expense, less on what we owe or earned. Turns round when `amount` is negative. */
export const debit = (account: Account, { amount, currency }: Sum): Posting => ({ account, amount, currency })
/** More on what we owe or earned, less on an asset or an expense. */
export const credit = (account: Account, { amount, currency }: Sum): Posting => ({ account, amount: -amount, currency })

export const kindOf = (account: string) => accountKinds[(account.split(":")[0] ?? "") as AccountKind]

/** The postings that change something. Throws when a currency does not add up to zero: such an entry is a defect, never a rounding. */
export function balanced(postings: Posting[]): Posting[] {
  const sums = new Map<string, number>()
  for (const { account, amount, currency } of postings) {
    if (!Number.isSafeInteger(amount)) throw new Error(`${account}: ${amount} is not a whole number of minor units.`)
    if (!kindOf(account)) throw new Error(`${account} is not an account.`)
    sums.set(currency, (sums.get(currency) ?? 0) + amount)
  }
  for (const [currency, sum] of sums) if (sum !== 0) throw new Error(`The entry is ${sum} minor units of ${currency} out of balance.`)
  return postings.filter(({ amount }) => amount !== 0)
}

/** What of `part` belongs to the first `done` of `whole`, so that shares of successive steps add up to `part` exactly. */
export function share(part: number, done: number, whole: number): number {
  return whole === 0 ? 0 : Number((BigInt(part) * BigInt(done) * 2n + BigInt(whole)) / (BigInt(whole) * 2n))
}
