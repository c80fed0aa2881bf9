export { gate, type GateDecision, type GateInput } from "./gate.ts"
export { priceOf, type Price, type PriceInput } from "./price.ts"
export { scoreCopy, type ScoreInput } from "./score-copy.ts"
export type { Listed } from "./uniqueness.ts"
