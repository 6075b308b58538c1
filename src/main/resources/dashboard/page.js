// Keeps an open page true: asks again when something is new, counts ages, and says so when nothing is heard any more.
(function () {
  "use strict";

  const SILENT_AFTER = 8000;
  const AGAIN_AFTER = 5000;
  const POLL_EVERY = 30000;

  const root = document.documentElement;
  const plurals = new Intl.PluralRules(root.lang);
  const phrases = {};
  document.getElementById("phrases").content.querySelectorAll("[data-key]").forEach((phrase) => {
    phrases[phrase.dataset.key] = phrase.textContent;
  });
  const ahead = Date.parse(document.body.dataset.now) - Date.now();

  let stream = null;
  let heard = Date.now();
  let polled = 0;
  let asking = false;

  const live = () => document.getElementById("live");

  // --- ages go on by themselves ---

  function age(seconds) {
    const [unit, size] =
      seconds < 60 ? ["seconds", 1] : seconds < 7200 ? ["minutes", 60] : seconds < 172800 ? ["hours", 3600] : ["days", 86400];
    const count = Math.floor(seconds / size);
    return phrases[unit + "-" + plurals.select(count)].replace("#", count);
  }

  function secondsSince(instant) {
    return Math.max(0, (Date.now() + ahead - Date.parse(instant)) / 1000);
  }

  function count() {
    document.querySelectorAll("time[data-age][datetime]").forEach((time) => {
      const text = age(secondsSince(time.dateTime));
      if (time.textContent !== text) {
        time.textContent = text;
      }
    });
    document.querySelectorAll("[data-complete]").forEach((state) => {
      if (secondsSince(state.dataset.complete) > Number(state.dataset.limit)) {
        delete state.dataset.complete;
        state.className = "state late";
        state.textContent = state.dataset.late;
      }
    });
  }

  // --- what is new is asked for ---

  function isInUse() {
    const field = document.activeElement;
    return live().contains(field) && (field.matches("input, select") || field.closest("details[open]") !== null);
  }

  /** The server answers with nothing where the page has it already. */
  function ask() {
    if (asking || isInUse()) {
      return;
    }
    asking = true;
    const tag = live().dataset.tag;
    window.htmx
      .ajax("GET", location.pathname + location.search, {
        target: "#live",
        select: "#live",
        swap: "outerHTML",
        headers: tag ? { "If-None-Match": tag } : {},
      })
      .finally(() => {
        asking = false;
        show();
      });
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === "/login") {
      event.detail.shouldSwap = false;
      location.reload();
    } else if (event.detail.xhr.status === 200) {
      answered();
    } else if (event.detail.xhr.status === 304) {
      event.detail.shouldSwap = false;
      answered();
    }
  });

  /** Only where the stream is silent, an answer makes the page true until the next poll. */
  function answered() {
    if (Date.now() - heard > SILENT_AFTER) {
      polled = Date.now();
    } else {
      heard = Date.now();
    }
  }

  function hear() {
    heard = Date.now();
    polled = 0;
  }

  // --- silence is said ---

  function show() {
    const now = Date.now();
    const silent = now - heard > SILENT_AFTER && now - polled > POLL_EVERY + SILENT_AFTER;
    root.classList.toggle("silent", silent);
    const banner = document.getElementById("lost");
    if (banner !== null) {
      const time = document.getElementById("heard");
      time.dateTime = new Date(Math.max(heard, polled) + ahead).toISOString();
      if (banner.hidden === silent) {
        banner.hidden = !silent;
      }
    }
    count();
  }

  function listen() {
    if (stream !== null || document.hidden) {
      return;
    }
    stream = new EventSource("/live");
    stream.addEventListener("alive", hear);
    stream.addEventListener("mark", (event) => {
      hear();
      if (event.data !== live().dataset.mark) {
        ask();
      }
    });
    stream.onerror = () => {
      stop();
      setTimeout(listen, AGAIN_AFTER);
    };
  }

  function stop() {
    if (stream !== null) {
      stream.close();
      stream = null;
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      stop();
    } else {
      listen();
      ask();
    }
  });
  setInterval(show, 1000);
  setInterval(() => {
    if (!document.hidden && Date.now() - heard > SILENT_AFTER) {
      ask();
    }
  }, POLL_EVERY);

  // --- what is typed elsewhere can be copied ---

  function offerCopies() {
    if (!navigator.clipboard) {
      return;
    }
    document.querySelectorAll("button[data-copy]").forEach((button) => {
      button.hidden = false;
    });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button !== null) {
      navigator.clipboard.writeText(button.dataset.copy).then(() => {
        button.textContent = button.dataset.copied;
      });
    }
  });
  document.addEventListener("htmx:afterSettle", offerCopies);
  offerCopies();

  // --- a double click sends once ---

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  listen();
  show();
})();
