export { receivePayment } from "./receive.ts"
