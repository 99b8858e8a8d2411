// Passkeys: the server asks, the browser and its authenticator answer, the form carries the answer back. Without this, or in a
// browser that knows no passkeys, the form stays hidden and the other ways in remain.

interface Question {
  challenge: string;
  options: Asked;
}

interface Named {
  type: "public-key";
  id: string;
}

/** As the server writes them: every run of bytes is base64url. */
interface Asked {
  challenge: string;
  user?: { id: string; name: string; displayName: string };
  excludeCredentials?: Named[];
  allowCredentials?: Named[];
}

export function passkey(form: HTMLFormElement): void {
  const { begin, passkey: verb } = form.dataset;
  if (!begin || !("PublicKeyCredential" in window)) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const button = form.querySelector<HTMLButtonElement>("button");
    if (button) button.disabled = true;
    answer(form, begin, verb === "create")
      .then(() => form.submit())
      .catch(() => {
        const told = form.querySelector<HTMLElement>("[data-failed]");
        if (told) told.textContent = told.dataset["failed"] ?? "";
        if (button) {
          button.disabled = false;
          button.focus();
        }
      });
  });
}

async function answer(form: HTMLFormElement, begin: string, create: boolean): Promise<void> {
  const sent = new URLSearchParams();
  const token = field(form, "_csrf")?.value;
  if (token) sent.set("_csrf", token);
  const asked = await fetch(begin, { method: "POST", body: sent, redirect: "error" });
  if (!asked.ok) throw new Error(String(asked.status));
  const question = (await asked.json()) as Question;
  const given = create ? await made(question.options) : await shown(question.options);
  const challenge = field(form, "challenge");
  const credential = field(form, "credential");
  if (!challenge || !credential) throw new Error("the form has no place for the answer");
  challenge.value = question.challenge;
  credential.value = JSON.stringify(given);
}

function field(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
}

async function made(options: Asked): Promise<object> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: options.user && { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials?.map(named),
  } as unknown as PublicKeyCredentialCreationOptions;
  const found = credential(await navigator.credentials.create({ publicKey }));
  const response = found.response as AuthenticatorAttestationResponse;
  return {
    ...head(found),
    response: {
      attestationObject: text(response.attestationObject),
      clientDataJSON: text(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function shown(options: Asked): Promise<object> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: options.allowCredentials?.map(named),
  } as unknown as PublicKeyCredentialRequestOptions;
  const found = credential(await navigator.credentials.get({ publicKey }));
  const response = found.response as AuthenticatorAssertionResponse;
  return {
    ...head(found),
    response: {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

function credential(found: Credential | null): PublicKeyCredential {
  if (found instanceof PublicKeyCredential) return found;
  throw new Error("no passkey");
}

function head(found: PublicKeyCredential): object {
  return { id: found.id, rawId: text(found.rawId), type: found.type, extensions: {} };
}

function named(one: Named): object {
  return { ...one, id: bytes(one.id) };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return btoa(letters.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
