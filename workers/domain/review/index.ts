import { writeReview } from "./write.ts"

export const review = { write: writeReview }
