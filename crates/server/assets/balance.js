// Asks for the plan of any weight and limit. Without it the form gives the plans computed beforehand.

const form = document.querySelector(".plans[data-exact]");
if (form) {
  const find = (css) => form.querySelector(css);
  const [weight, limit, said] = ["#turn-weight", "#turn-limit", ".said"].map(find);
  const none = (range) => range.value === range.max;
  const shown = () => (none(limit) ? "no limit" : `${limit.value} %`);
  let asked, timer;

  const label = () => {
    weight.nextElementSibling.value = weight.value;
    limit.nextElementSibling.value = shown();
    limit.setAttribute("aria-valuetext", shown());
  };

  const show = async () => {
    asked?.abort();
    const mine = (asked = new AbortController());
    const query = new URLSearchParams({ weight: weight.value });
    if (!none(limit)) query.set("limit", limit.value / 100);
    said.textContent = `Computing the plan of weight ${weight.value}, ${shown()}\u2026`;
    try {
      const answer = await fetch(`${form.dataset.exact}?${query}`, { signal: mine.signal });
      // The server goes on with it: whoever asks again finds the answer.
      if (answer.status === 408 && asked === mine) return show();
      const text = await answer.text();
      const fresh = new DOMParser().parseFromString(text, "text/html").body;
      const card = fresh.querySelector("[data-part=card]");
      if (!answer.ok || !card) throw new Error(fresh.textContent.trim());
      document.querySelector("[data-part=card]").replaceWith(card);
      document.querySelector(".notice")?.remove();
      said.textContent = `Shown: ${card.querySelector("h3").textContent}.`;
    } catch (fault) {
      if (fault.name !== "AbortError") said.textContent = `No plan: ${fault.message}.`;
    }
  };

  for (const range of [weight, limit]) {
    range.oninput = () => {
      label();
      clearTimeout(timer);
      timer = setTimeout(show, 300);
    };
    range.parentElement.hidden = false;
  }
  find(".choose").hidden = true;
  label();
}
