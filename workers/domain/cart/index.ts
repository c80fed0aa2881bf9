import { addToCart } from "./add.ts"
import { expireCarts } from "./expire.ts"
import { remindCarts } from "./remind.ts"
import { removeFromCart } from "./remove.ts"
import { restoreCart } from "./restore.ts"
import { unsubscribe } from "./unsubscribe.ts"
import { viewCart } from "./view.ts"

export { cartView } from "./view.ts"
export const cart = {
  view: viewCart,
  add: addToCart,
  remove: removeFromCart,
  expire: expireCarts,
  remind: remindCarts,
  restore: restoreCart,
  unsubscribe,
}
