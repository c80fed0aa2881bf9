import { sendReceipt } from "./send-receipt.ts"

export { openDownload } from "./download.ts"
export const delivery = { receipt: sendReceipt }
