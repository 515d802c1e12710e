/* The worker of alarm.js: sleeps so many milliseconds, then says so. null: never mind. */

let timer = 0;

addEventListener("message", ({ data }) => {
  clearTimeout(timer);
  if (data !== null) timer = setTimeout(() => postMessage(null), data);
});
