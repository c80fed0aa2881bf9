import { issueRefund } from "./issue.ts"
import { observeRefund } from "./observe.ts"

export { paidBackBefore } from "./issue.ts"
export { refuseRefund } from "./refuse.ts"
export { refundPostings } from "./rules.ts"
export const refund = { issue: issueRefund, observe: observeRefund }
