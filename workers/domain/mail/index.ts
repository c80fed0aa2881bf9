import { listMails } from "./list.ts"

export { receiveMailEvent } from "./receive.ts"
export const mail = { list: listMails }
