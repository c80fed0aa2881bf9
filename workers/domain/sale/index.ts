import { listSales } from "./list.ts"
import { pullSales } from "./pull.ts"

export { recordSale } from "./record.ts"
export const sale = { pull: pullSales, list: listSales }
