import { reconcilePayments } from "./reconcile.ts"

export { receivePayment } from "./receive.ts"
export const payment = { reconcile: reconcilePayments }
