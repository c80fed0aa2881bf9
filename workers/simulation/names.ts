export const policyNames = ["organisation", "nothing", "cheapest", "random"] as const
/** The organisation itself, and the fixed policies that it is held against. */
export type PolicyName = (typeof policyNames)[number]
