// An amount in baht as people type it, as otopfair.thai.baht reads it: Thai digits, commas, spaces
// and "บาท" are welcome. What the server would refuse gives null: nothing, a minus, a letter.
export function toNumber(text) {
  const plain = text
    .replace(/[๐-๙]/g, (digit) => String("๐๑๒๓๔๕๖๗๘๙".indexOf(digit)))
    .trim()
    .replace(/^฿\s?|\s?(?:บาท|฿)(?:ถ้วน)?\.?$|\.-$/g, "");
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.\d{0,2})?$/.test(plain)) return null;
  return Number(plain.replace(/[, ]/g, ""));
}
