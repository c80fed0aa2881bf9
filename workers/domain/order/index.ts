import { listOrders } from "./list.ts"
import { payOrder } from "./pay.ts"
import { placeOrder } from "./place.ts"
import { settleOrder } from "./settle.ts"
import { viewOrder } from "./view.ts"

export { downloadSigned } from "./download-link.ts"
export { loadOrder, orderNumber, type OrderRow } from "./load.ts"
export { ruleRefund, salePostings, taxAccount } from "./rules.ts"
export { checkToken, linkOf, orderUrl } from "./token.ts"
export const order = { place: placeOrder, pay: payOrder, settle: settleOrder, view: viewOrder, list: listOrders }
