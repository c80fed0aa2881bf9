import type { PortMode } from "../sandbox.ts"

/** An advertisement that has its money. `id` is ours: launched twice it is one. `creative` names what is shown, at the network. Amounts in minor units. */
export type AdPlan = { id: string; title: string; link: string; creative: string; budget: number; days: number; from: Date; to: Date }
/** What a day cost, as the network counts it so far. */
export type AdDay = { day: string; spent: number; impressions: number; clicks: number }

export type AdNetwork = {
  name: string
  mode: PortMode
  currency: string
  /** The least that a day may cost. */
  leastPerDay: number
  launch(plan: AdPlan): Promise<{ remoteId: string }>
  spend(remoteId: string, from: Date, to: Date): Promise<AdDay[]>
  stop(remoteId: string): Promise<void>
}
