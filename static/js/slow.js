// A press that has no answer yet: after five seconds a line says so, after fifteen it can be pressed again.
// Every form carries its key, so what is sent twice is taken once.

const SLOW_AFTER = 5_000;
const AGAIN_AFTER = 15_000;

export function watchSlow(button, sendAgain) {
  const line = document.createElement("p");
  line.className = "slow";
  line.setAttribute("role", "status");
  button.after(line);

  const say = setTimeout(() => {
    line.textContent = "ยังส่งไม่เสร็จ สัญญาณอาจช้า รอสักครู่ สิ่งที่พิมพ์ยังอยู่";
  }, SLOW_AFTER);
  const offer = setTimeout(() => {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button second";
    again.textContent = "ส่งอีกครั้ง";
    again.addEventListener("click", () => {
      stop();
      sendAgain();
    });
    line.textContent = "ยังไม่มีคำตอบ สิ่งที่พิมพ์ยังอยู่ ส่งซ้ำได้ ระบบรับเพียงครั้งเดียว ";
    line.append(again);
  }, AGAIN_AFTER);

  function stop() {
    clearTimeout(say);
    clearTimeout(offer);
    line.remove();
  }
  return stop;
}
