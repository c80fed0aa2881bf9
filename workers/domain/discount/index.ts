import { createDiscount } from "./create.ts"
import { endDiscount } from "./end.ts"
import { listDiscounts } from "./list.ts"

export const discount = { create: createDiscount, end: endDiscount, list: listDiscounts }
