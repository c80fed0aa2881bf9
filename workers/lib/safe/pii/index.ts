export { piiTypes, type Finding, type PiiType } from "./finding.ts"
export { findPersonal, redact, redactDeep, restore, restoreDeep, type Vault } from "./redact.ts"
export { openVault, sealVault } from "./vault.ts"
