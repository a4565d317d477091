// Slides through the months of a map. The form and the links do the same.

for (const figure of document.querySelectorAll("figure[data-part-of]")) {
  const find = (css) => figure.querySelector(css);
  const part = (name) => find(`[data-part=${name}]`);
  const [months, range, play, said] = ["select", "[type=range]", ".play", ".said"].map(find);
  const steps = [[find(".before"), -1], [find(".after"), 1]];
  let asked, timer, playing;

  const address = (month) => {
    const url = new URL(location);
    url.searchParams.set("on", month);
    if (month === figure.dataset.unasked) url.searchParams.delete("on");
    return url;
  };

  const say = (words, seen) => {
    said.textContent = words;
    said.classList.toggle("hidden", !seen);
  };

  const set = (at) => {
    months.selectedIndex = range.value = at;
    range.setAttribute("aria-valuetext", months.options[at].text);
    for (const [link, by] of steps) {
      const other = months.options[at + by];
      link.hidden = !other;
      if (!other) continue;
      link.href = address(other.value);
      link.lastChild.textContent = `: ${other.text}`;
    }
  };

  const show = async () => {
    asked?.abort();
    asked = new AbortController();
    const { value, text } = months.selectedOptions[0];
    try {
      const answer = await fetch(`${figure.dataset.partOf}?on=${value}`, { signal: asked.signal });
      if (!answer.ok) throw answer;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const old = part("title").textContent;
      for (const one of fresh.querySelectorAll("[data-part]")) part(one.dataset.part).replaceWith(one);
      const title = part("title").textContent;
      document.title = document.title.replace(old, () => title);
      find(".notice")?.remove();
      history.replaceState(null, "", address(value));
      say(`${text}: ${title}`);
    } catch (fault) {
      if (fault.name === "AbortError") return;
      stop();
      say(`The map of ${text} could not be fetched.`, true);
    }
  };

  const run = (on) => {
    clearTimeout(timer);
    playing = on;
    play.textContent = on ? "Pause" : "Play";
    said.ariaLive = on ? "off" : "polite";
  };
  const stop = () => run(false);
  const go = (at, rest) => {
    stop();
    set(at);
    timer = setTimeout(show, rest);
  };
  const next = async () => {
    set((months.selectedIndex + 1) % months.length);
    await show();
    if (months.selectedIndex === months.length - 1) stop();
    if (playing) timer = setTimeout(next, 700);
  };

  range.oninput = () => go(+range.value, 100);
  months.onchange = () => go(months.selectedIndex);
  for (const [link, by] of steps) {
    link.onclick = (click) => {
      if (click.ctrlKey || click.metaKey || click.shiftKey) return;
      click.preventDefault();
      go(months.selectedIndex + by);
      if (link.hidden) range.focus();
    };
  }
  play.onclick = () => {
    run(!playing);
    if (playing) next();
  };

  set(months.selectedIndex);
  find(".slide").hidden = false;
  find(".show").hidden = true;
}
