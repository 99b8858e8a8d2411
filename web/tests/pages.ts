// The pages that exist, and a context that remembers what must not happen on any of them.
import { expect, type APIRequestContext, type Page } from "@playwright/test";

export const languages = ["fr", "de", "en"] as const;

/** The id of some organisation whose texts hold a word. */
export async function anOrganisation(request: APIRequestContext, word = "holz"): Promise<string> {
  const answer = await request.get(`/api/v1/organisations?q=${word}&limit=1`);
  expect(answer.ok()).toBeTruthy();
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const id = items[0]?.id;
  expect(id).toBeTruthy();
  return id ?? "";
}

/** Every kind of page in one language, empty, error and not-found ones too. */
export async function pages(
  request: APIRequestContext,
  language: string,
): Promise<Record<string, string>> {
  const id = await anOrganisation(request);
  const at = (rest: string): string => `/${language}${rest}`;
  return {
    home: at(""),
    opportunities: at("/opportunities"),
    directory: at("/organisations?territory=SAR&q=holz"),
    table: at("/organisations?view=table&standing=all"),
    nothing: at("/organisations?q=qqqqzzzz"),
    refused: at("/organisations?territory=XX"),
    organisation: at(`/organisations/${id}`),
    report: at(`/organisations/${id}/report`),
    join: at("/join?q=holz"),
    joinWrong: at("/join?q=404+833+047"),
    chambers: at("/chambers"),
    transparency: at("/transparency"),
    practices: at("/practices"),
    observatory: at("/observatory"),
    sources: at("/sources"),
    about: at("/about"),
    verification: at("/verification"),
    legal: at("/legal"),
    privacy: at("/privacy"),
    accessibility: at("/accessibility"),
    api: at("/api"),
    problem: at("/problems/notFound"),
    missing: at("/nothing-here"),
  };
}

/** Collects requests to other hosts and complaints of the content security policy. */
export function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on("request", (request) => {
    const host = new URL(request.url()).hostname;
    if (host !== "localhost") faults.push(`request to ${host}`);
  });
  page.on("console", (message) => {
    if (/content security policy|trusted ?(type|html|script)/i.test(message.text()))
      faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  return faults;
}
