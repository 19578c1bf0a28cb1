// Dates as the server writes them: 11月20日 星期五, or Fri 20 Nov; with the year when it is not this one. Shanghai time.

const english = document.documentElement.lang === "en";
const names = new Intl.DateTimeFormat(english ? "en-GB" : "zh-CN", {
  weekday: english ? "short" : "long",
  month: "short",
  timeZone: "UTC",
});
const dates = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "Asia/Shanghai" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });

/** The date in Shanghai, `2026-11-20`, of milliseconds since 1970. */
export function dayOf(at) {
  return dates.format(at);
}

/** `2026-11-20` as a person writes it. */
export function dayLabel(on) {
  const [y, m, d] = on.split("-").map(Number);
  const parts = Object.fromEntries(names.formatToParts(Date.UTC(y, m - 1, d)).map(({ type, value }) => [type, value]));
  const thisYear = y === Number(dayOf(Date.now()).slice(0, 4));
  if (english) return `${parts.weekday} ${d} ${parts.month}${thisYear ? "" : ` ${y}`}`;
  return `${thisYear ? "" : `${y}年`}${m}月${d}日 ${parts.weekday}`;
}

/** 16:05 for milliseconds since 1970. */
export function clockLabel(at) {
  return clock.format(at);
}
