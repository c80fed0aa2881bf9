import { exportLedger } from "./export.ts"
import { balanceOf, viewLedger } from "./view.ts"

export { ledgerEntry, ledgerReversal, type NewEntry } from "./post.ts"
export { credit, debit, share, type Posting } from "./rules.ts"
export { balanceOf }
export const ledger = { view: viewLedger, export: exportLedger }
