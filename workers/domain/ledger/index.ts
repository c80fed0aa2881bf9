import { exportLedger } from "./export.ts"
import { viewLedger } from "./view.ts"

export { ledgerEntry, ledgerReversal, type NewEntry } from "./post.ts"
export { credit, debit, share, type Posting } from "./rules.ts"
export const ledger = { view: viewLedger, export: exportLedger }
