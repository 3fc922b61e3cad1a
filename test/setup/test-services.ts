import pino from "pino";
import type { ShopContext } from "../../app/core/ids";
import { openDatabase } from "../../app/database/database.server";
import { openKeyring } from "../../app/database/encryption/open-keyring.server";
import type { Mail } from "../../app/mail/mailer.server";
import type { Services } from "../../app/services.server";
import { absentPlatform } from "../factories/absent-platform";
import { testKey } from "../factories/test-keys";
import { dropCopy } from "./copy-database";
import { copyTemplate } from "./copy-template";

export interface TestServices extends Services {
  databaseUrl: string;
  /** Sets the time that `clock.now()` returns. */
  setTime(at: Date): void;
  mails: Mail[];
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** Services with a separate database, a stopped clock and a mailer that collects mails. */
export async function openTestServices(connections = 20): Promise<TestServices> {
  const url = await copyTemplate();
  const log = pino({ level: "silent" });
  const database = openDatabase(url, connections, log);
  const mails: Mail[] = [];
  let time = new Date("2026-11-21T12:00:00Z");
  return {
    databaseUrl: url,
    database,
    mails,
    mailer: {
      send: async (mail) => {
        mails.push(mail);
        return { refused: 0 };
      },
    },
    clock: { now: () => time },
    setTime: (at) => {
      time = at;
    },
    log,
    platform: absentPlatform,
    keyring: await openKeyring(database, [testKey("test")]),
    close: async () => {
      await database.close();
      await dropCopy(url);
    },
  };
}

/** Simulates another process: the same services with their own database connections. */
export function otherServer(services: TestServices, connections = 5): TestServices {
  const database = openDatabase(services.databaseUrl, connections, services.log);
  return { ...services, database, close: () => database.close() };
}

/** Inserts a shop that has the app installed. */
export async function insertShop(
  services: Services,
  domain = "demo-store.myshopify.com",
  timeZone = "Europe/Berlin",
): Promise<ShopContext> {
  const [shop] = await services.database.query<ShopContext>(
    `INSERT INTO shop (domain, name, email, time_zone, currency, installed_at)
     VALUES ($1, 'Demo Store', 'owner@demo-store.example', $2, 'EUR', $3)
     RETURNING id, domain, name, time_zone AS "timeZone", currency`,
    [domain, timeZone, services.clock.now()],
  );
  if (!shop) throw new Error("no shop");
  return shop;
}
