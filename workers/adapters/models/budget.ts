/** What is asked of the budget before a call that costs money: `amount` is its worst case in micro-dollars. */
export type BudgetAsk = { provider: string; amount: number; subject: string; economy: boolean; spare: boolean }
export type BudgetAnswer = { ok: true; lease: string } | { ok: false; cap: string }

/** The port to the shop's money for models. One lease a call: held before, settled or released after. */
export type Budget = {
  reserve(ask: BudgetAsk): Promise<BudgetAnswer>
  settle(lease: string, costMicros: number): Promise<void>
  release(lease: string): Promise<void>
  /** Tells the other isolates that this provider fails. */
  rest(provider: string, ms: number): Promise<void>
}

/** No money left for this call; `cap` says which limit refused it. */
export class OverBudget extends Error {
  override name = "OverBudget"
  readonly cap: string

  constructor(cap: string) {
    super(`the budget refuses it (${cap})`)
    this.cap = cap
  }
}
