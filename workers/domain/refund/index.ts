import { issueRefund } from "./issue.ts"
import { observeRefund } from "./observe.ts"

export const refund = { issue: issueRefund, observe: observeRefund }
