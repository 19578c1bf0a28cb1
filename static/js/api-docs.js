// Swagger UI over the hub's own OpenAPI document; nothing leaves the machine.
const place = document.querySelector("#swagger");
window.SwaggerUIBundle({ domNode: place, url: place.dataset.document, validatorUrl: null, deepLinking: true });
