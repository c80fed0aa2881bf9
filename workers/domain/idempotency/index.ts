export { beginIdempotent, endIdempotent, forgetIdempotent, type Replay, type Slot } from "./record.ts"
