// Shows the file that programs get, once somebody wants to see it. From here one may look and change nothing.
(function () {
  "use strict";

  const place = document.getElementById("swagger");

  /** The operations alone: the page has its own head. */
  const operations = (system) => ({
    components: {
      Operations: () =>
        system.React.createElement(
          "div",
          { className: "swagger-ui" },
          system.React.createElement(system.getComponent("operations", true))
        ),
    },
  });

  function show() {
    window.SwaggerUIBundle({
      url: "/api/v1/openapi.yaml",
      dom_id: "#swagger",
      layout: "Operations",
      plugins: [operations],
      docExpansion: "none",
      supportedSubmitMethods: ["get"],
      validatorUrl: null,
      defaultModelsExpandDepth: -1,
    });
  }

  document.getElementById("list").addEventListener(
    "toggle",
    () => {
      const script = document.createElement("script");
      script.src = place.dataset.script;
      script.onload = show;
      document.head.append(script);
    },
    { once: true }
  );
})();
