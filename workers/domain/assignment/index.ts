export { armsOfOrder, conversionWrites, refundWrites } from "./credit.ts"
export { dressCard, dressCards } from "./dress.ts"
export { seenBy, type Seen } from "./show.ts"
