// Makes "Try it out" send what the API takes: the action that stands behind # in a path, and a CSRF token for each change.
const csrfHeader = "X-CSRF-Token";
const signIn = "/api/auth/login";

const spec = await (await fetch("/swagger/operations/swagger.json")).json();

// The page sends every example that it shows in a field: a CSRF token that is none, the same Idempotency-Key for all, each filter there is.
Object.values(spec.paths).flatMap(verbs => Object.values(verbs)).flatMap(operation => operation.parameters ?? []).filter(parameter => !parameter.required).forEach(parameter => {
  delete parameter.example;
  delete parameter.schema?.example;
});

const needCsrf = Object.entries(spec.paths).flatMap(([path, verbs]) => Object.entries(verbs)
  .filter(([, operation]) => operation.parameters?.some(parameter => parameter.name === csrfHeader))
  .map(([verb]) => ({ verb: verb.toUpperCase(), path: new RegExp(`^${path.split("#")[0].replace(/\{[^}]+\}/g, "[^/]+")}$`) })));

const ui = window.SwaggerUIBundle({
  spec,
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  operationsSorter: "alpha",
  requestInterceptor: prepare,
  responseInterceptor: remember,
});

async function prepare(request) {
  if (request.loadSpec) {
    return request;
  }

  const [address, fragment] = request.url.split(/#|%23/);
  const url = new URL(address, location.origin);
  const [action, query] = (fragment ?? "").split("?");
  new URLSearchParams(query).forEach((value, name) => url.searchParams.append(name, value));
  const inQuery = request.method === "GET" || request.method === "DELETE";
  if (action && inQuery) {
    url.searchParams.set("action", action);
  } else if (action && request.body instanceof FormData) {
    request.body = withActionFirst(action, request.body);
  } else if (action) {
    request.body = withAction(action, request.body);
    request.headers["Content-Type"] = "application/json";
  }

  request.url = url.href;
  if (!request.headers[csrfHeader] && needCsrf.some(one => one.verb === request.method && one.path.test(url.pathname))) {
    const token = await csrfToken(request.headers.Authorization);
    if (token) {
      request.headers[csrfHeader] = token;
    }
  }

  return request;
}

// What is no JSON goes out as it was typed: the API says what is wrong with it.
function withAction(action, body) {
  try {
    return JSON.stringify({ action, ...JSON.parse(body || "{}") });
  } catch {
    return body;
  }
}

// The API wants to know what is meant before a file begins.
function withActionFirst(action, body) {
  const ordered = new FormData();
  ordered.append("action", action);
  for (const isFile of [false, true]) {
    [...body].filter(([name, value]) => name !== "action" && (value instanceof Blob) === isFile).forEach(([name, value]) => ordered.append(name, value));
  }

  return ordered;
}

// A new one for each change, since a colleague's token or another account may have been entered meanwhile.
async function csrfToken(authorization) {
  const answer = await fetch("/api/security/csrf-token", { headers: authorization ? { Authorization: authorization } : {} });
  return answer.ok ? (await answer.json()).data.token : null;
}

function remember(response) {
  if (response.ok && new URL(response.url, location.origin).pathname === signIn && response.body?.token) {
    ui.preauthorizeApiKey("bearer", response.body.token);
  }

  return response;
}
