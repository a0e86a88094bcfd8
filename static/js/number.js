// A number as people type it: Thai digits, commas and spaces are welcome; nonsense gives null.
export function toNumber(text) {
  const plain = text
    .replace(/[๐-๙]/g, (digit) => String("๐๑๒๓๔๕๖๗๘๙".indexOf(digit)))
    .replace(/[,\s]/g, "");
  return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
}
