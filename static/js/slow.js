// A press that has no answer yet: after five seconds a line says so, after fifteen it can be pressed again.
// Every form carries its key, so what is sent twice is taken once.

// What a script says on a page: Thai, or English on an English page.
export const inTongue = (thai, english) => (document.documentElement.lang === "en" ? english : thai);

const SLOW_AFTER = 5_000;
const AGAIN_AFTER = 15_000;

export function watchSlow(button, sendAgain) {
  const line = document.createElement("p");
  line.className = "slow";
  line.setAttribute("role", "status");
  button.after(line);

  const say = setTimeout(() => {
    line.textContent = inTongue(
      "ยังส่งไม่เสร็จ สัญญาณอาจช้า รอสักครู่ สิ่งที่พิมพ์ยังอยู่",
      "Not sent yet. The signal may be slow. Please wait; what you typed is still here.",
    );
  }, SLOW_AFTER);
  const offer = setTimeout(() => {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button second";
    again.textContent = inTongue("ส่งอีกครั้ง", "Send again");
    again.addEventListener("click", () => {
      stop();
      sendAgain();
    });
    line.textContent = inTongue(
      "ยังไม่มีคำตอบ สิ่งที่พิมพ์ยังอยู่ ส่งซ้ำได้ ระบบรับเพียงครั้งเดียว ",
      "No answer yet. What you typed is still here. You can send it again; it is taken only once. ",
    );
    line.append(again);
  }, AGAIN_AFTER);

  function stop() {
    clearTimeout(say);
    clearTimeout(offer);
    line.remove();
  }
  return stop;
}
