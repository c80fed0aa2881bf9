import { listDecisions } from "./list.ts"
import { listRefused } from "./refused.ts"
import { sealDecisions } from "./seal.ts"
import { verifyDecisions } from "./verify.ts"

export { decideBy, type Around, type Decided } from "./decide.ts"
export { consult, hear, recall, type Listened } from "./hear.ts"
export type { DecisionRow } from "./link.ts"
export { DecisionView } from "./list.ts"
export { keepRefusal } from "./refused.ts"
export { verifyCopy } from "./verify-copy.ts"
export const decision = { list: listDecisions, refused: listRefused, seal: sealDecisions, verify: verifyDecisions }
