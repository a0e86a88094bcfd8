// An amount in baht as people type it, as otopfair.thai.baht reads it: Thai digits, commas, spaces
// and "บาท" are welcome. What the server would refuse gives null: nothing, a minus, a letter.
export function toNumber(text) {
  const plain = text
    .replace(/[๐-๙]/g, (digit) => String("๐๑๒๓๔๕๖๗๘๙".indexOf(digit)))
    .trim()
    .replace(/^([\d, ]+?)\s?บาท\s?(\d{1,2})\s?สตางค์$/, (_, baht, satang) => `${baht}.${satang.padStart(2, "0")}`)
    .replace(/^(?:(?:จำนวน|ราคา|เป็น)?(?:เงิน)?\s?)?(?:฿|บาท|THB)?\s?(?=[\d.])/, "")
    .replace(/(?:\s?[.,][-–—])?\s?(?:(?:บาท|฿)(?:ถ้วน)?|บ|THB)?\.?$/, "")
    .trim();
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.\d{0,2})?$/.test(plain)) return null;
  return Number(plain.replace(/[, ]/g, ""));
}
