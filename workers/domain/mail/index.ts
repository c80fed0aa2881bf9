import { listMails } from "./list.ts"

export const mail = { list: listMails }
