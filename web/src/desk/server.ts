/** The desk behind /api/v1. */
import type { Judgement, QueueItem, Quotation, ReadJob } from "../logic/model";
import { Refusal, type Desk, type Live } from "./desk";

const BASE = "/api/v1";
const MOST = 500;
/** Rows of one list that the page will hold; more are left on the server and said to be. */
const ENOUGH = 20_000;
const TOKEN = "dateline-token";

type Query = Record<string, string | number | null | undefined>;

/** Asks for a token when the server wants one; given by the page. */
export type AskToken = () => Promise<string | null>;

export class Server implements Desk, Live {
  readonly live: Live = this;

  constructor(private readonly askToken: AskToken) {}

  meta: Desk["meta"] = () => this.get("/meta");
  days: Desk["days"] = (known) => this.get("/days", { known });
  holdings: Desk["holdings"] = () => this.all("/holdings", { ever: "true" });
  crossings: Desk["crossings"] = () => this.all("/crossings", { ever: "true" });
  movements: Desk["movements"] = (known) => this.all("/movements", { known });
  events: Desk["events"] = (known, count_rule, first, last) => this.all("/events", { known, count_rule, first, last });
  event: Desk["event"] = (id) => this.get(`/events/${id}`);
  disagreements: Desk["disagreements"] = (known) => this.all("/disagreements", { known });
  tolls: Desk["tolls"] = (known, count_rule, role) => this.get("/tolls", { known, count_rule, role });
  search: Desk["search"] = (words) => this.get("/search", { words });
  areas: Desk["areas"] = () => this.get("/areas.json");
  page: Live["page"] = (id) => this.get(`/reports/${id}`);
  diff: Live["diff"] = (id) => this.get(`/reports/${id}/diff`);
  queue: Live["queue"] = (limit) => this.get("/queue", { limit });
  judge: Live["judge"] = (order) => this.send("POST", "/judgements", order);
  undo: Live["undo"] = (id) => this.send("POST", `/judgements/${id}/undo`);
  job: Live["job"] = (id) => this.get(`/reads/${id}`);

  async quotations(ids: readonly string[]): Promise<Quotation[]> {
    const found: Quotation[] = [];
    for (let at = 0; at < ids.length; at += 100) {
      found.push(...(await this.get<Quotation[]>("/quotations", { ids: ids.slice(at, at + 100).join(",") })));
    }
    return found;
  }

  async why(sort: "claims" | "holdings" | "events", id: string): Promise<string[]> {
    return (await this.get<{ lines: string[] }>(`/${sort}/${id}/why`)).lines;
  }

  async sources(): ReturnType<Live["sources"]> {
    return (await this.get<{ items: Awaited<ReturnType<Live["sources"]>> }>("/sources")).items;
  }

  async rate(name: string, reliability: string, reason: string): Promise<void> {
    await this.send("PUT", `/sources/${encodeURIComponent(name)}`, { reliability, reason });
  }

  async hold(claim: QueueItem["claim"]["id"]): Promise<string | null> {
    return (await this.send<{ held_by: string | null }>("POST", `/queue/${claim}/hold`)).held_by;
  }

  async log(): Promise<Judgement[]> {
    return (await this.get<{ items: Judgement[] }>("/judgements")).items;
  }

  async world(): ReturnType<Desk["world"]> {
    return (await this.get<{ lines: Awaited<ReturnType<Desk["world"]>> }>("/world.json")).lines;
  }

  async labels(): ReturnType<Desk["labels"]> {
    return (await fetch("/labels.json")).json() as ReturnType<Desk["labels"]>;
  }

  async read(order: Parameters<Live["read"]>[0]): Promise<ReadJob> {
    if (!Array.isArray(order)) return this.send("POST", "/reads", order);
    const form = new FormData();
    for (const file of order) form.append("files", file, file.name);
    return this.ask("/reads", { method: "POST", body: form });
  }

  private async all<T>(path: string, query: Query = {}): Promise<T[]> {
    const found: T[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: T[]; cursor: string | null } = await this.get(path, { ...query, limit: MOST, cursor });
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor && found.length < ENOUGH);
    return found;
  }

  private get<T>(path: string, query: Query = {}): Promise<T> {
    const words = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (value !== null && value !== undefined && value !== "") words.set(key, String(value));
    const text = words.toString();
    return this.ask(text ? `${path}?${text}` : path, {});
  }

  private send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = { "Content-Type": "application/json" };
    return this.ask(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  }

  private async ask<T>(path: string, options: RequestInit, again = true): Promise<T> {
    const headers = new Headers(options.headers);
    const token = sessionStorage.getItem(TOKEN);
    if (token) headers.set("Authorization", `Bearer ${token}`);
    const answer = await fetch(BASE + path, { ...options, headers, cache: "no-cache" });
    if (answer.status === 401 && again) {
      const given = await this.askToken();
      if (given) {
        sessionStorage.setItem(TOKEN, given);
        return this.ask(path, options, false);
      }
    }
    if (!answer.ok) throw await refusal(answer);
    return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
  }
}

async function refusal(answer: Response): Promise<Refusal> {
  try {
    const body = (await answer.json()) as Record<string, unknown>;
    return new Refusal(answer.status, String(body.title ?? answer.statusText), String(body.detail ?? ""), body);
  } catch {
    return new Refusal(answer.status, answer.statusText, "");
  }
}
