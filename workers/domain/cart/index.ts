import { addToCart } from "./add.ts"
import { expireCarts } from "./expire.ts"
import { removeFromCart } from "./remove.ts"
import { viewCart } from "./view.ts"

export { cartView } from "./view.ts"
export const cart = { view: viewCart, add: addToCart, remove: removeFromCart, expire: expireCarts }
